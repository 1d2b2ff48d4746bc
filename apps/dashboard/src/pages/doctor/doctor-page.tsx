import { errorOf } from "@fieldline/client/errors";
import { formatQuantity } from "@fieldline/ui/format";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Notice } from "../../components/notice.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { CheckSummary } from "./check-summary.tsx";
import { DoctorSkeleton } from "./doctor-skeleton.tsx";
import { FindingList } from "./finding-list.tsx";
import { useDoctor } from "./use-doctor.ts";

/** Compares what the lists show with what the jobs themselves know, and puts right what does not agree. */
export function DoctorPage() {
  const { check, repair, result, repaired, error, isChecking } = useDoctor();
  const isBusy = isChecking || repair.isPending;
  const repairable = result?.findings.filter(({ isRepairable }) => isRepairable).length ?? 0;
  return (
    <>
      <PageHeader title="Doctor">
        {result && (
          <Button onClick={check} disabled={isBusy}>
            {isChecking ? "Checking…" : "Check again"}
          </Button>
        )}
        {repairable > 0 && (
          <Button tone="primary" onClick={() => repair.mutate()} disabled={isBusy}>
            {repair.isPending ? "Repairing…" : `Repair ${formatQuantity(repairable, "finding")}`}
          </Button>
        )}
      </PageHeader>
      <div className="mt-3.5 grid gap-3">
        {repair.error && (
          <Notice tone="bad" role="alert">
            {errorOf(repair.error).message}
          </Notice>
        )}
        {result && <CheckSummary result={result} repaired={repaired?.length} />}
        {result && <FindingList title="Findings" findings={result.findings} />}
        {repaired && <FindingList title="Put right" findings={repaired} />}
        {!result && (
          <section aria-label="Check" className="rounded-md border border-line bg-surface">
            {isChecking && <DoctorSkeleton />}
            {!isChecking && error && <ErrorState what="The check" error={error} onRetry={check} />}
            {!isChecking && !error && (
              <EmptyState
                title="Is everything as it should be?"
                action={
                  <Button tone="primary" onClick={check}>
                    Check
                  </Button>
                }
              >
                The doctor asks every open job how it stands and compares that with the lists, the queues and their
                counters. A check changes nothing.
              </EmptyState>
            )}
          </section>
        )}
      </div>
    </>
  );
}
