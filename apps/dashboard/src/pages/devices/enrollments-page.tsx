import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { useNow } from "../../components/clock.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { Segmented } from "../../components/segmented.tsx";
import { useFeedFrames } from "../../live/feed-context.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { DevicesSkeleton } from "./devices-skeleton.tsx";
import { DevicesTabs } from "./devices-tabs.tsx";
import { EndEnrollmentDialog } from "./end-enrollment-dialog.tsx";
import { type Enrollment, enrollmentState } from "./enrollment.ts";
import { EnrollmentLine } from "./enrollment-line.tsx";

const EnrolDialog = lazy(() => import("./enrol-dialog.tsx").then((it) => ({ default: it.EnrolDialog })));
const VIEWS = [
  { value: "open", label: "Open" },
  { value: "all", label: "All" },
] as const;

/** The tokens that were made for devices: what is still open, and who came by what. */
export function EnrollmentsPage() {
  const api = useTRPC();
  const now = useNow();
  const query = useQuery({ ...api.devices.enrollments.queryOptions(), staleTime: 0 });
  const [view, setView] = useState<"open" | "all">("open");
  const [isEnrolling, setIsEnrolling] = useState(false);
  const [ending, setEnding] = useState<Enrollment>();
  useFeedFrames((frame) => {
    if (frame.type === "device") void query.refetch();
  });
  const all: Enrollment[] = query.data?.items ?? [];
  const shown = view === "all" ? all : all.filter((each) => enrollmentState(each, now) === "open");
  const close = () => {
    setIsEnrolling(false);
    setEnding(undefined);
    focusAfterDialog();
  };
  const enrol = (
    <Button tone="primary" onClick={() => setIsEnrolling(true)}>
      Enrol a device
    </Button>
  );
  return (
    <>
      <PageHeader title="Devices">{enrol}</PageHeader>
      <DevicesTabs />
      <div className="mt-3.5 mb-3 flex">
        <Segmented label="Which enrollments" value={view} options={VIEWS} onChange={setView} />
      </div>
      <section aria-label="Enrollments" className="rounded-md border border-line bg-surface">
        {query.isPending && <DevicesSkeleton what="enrollments" />}
        {query.isLoadingError && (
          <ErrorState
            what="Enrollments"
            error={query.error}
            onRetry={() => query.refetch()}
            isRetrying={query.isFetching}
          />
        )}
        {query.isSuccess && shown.length === 0 && (
          <EmptyState title={view === "open" ? "No open enrollment" : "No enrollment yet"} action={enrol}>
            An enrollment is a token that lets one device in. It is open until it is used, ended or has run out.
          </EmptyState>
        )}
        <ul>
          {shown.map((enrollment) => (
            <EnrollmentLine key={enrollment.id} enrollment={enrollment} onEnd={() => setEnding(enrollment)} />
          ))}
        </ul>
      </section>
      <Suspense>{isEnrolling && <EnrolDialog onClose={close} />}</Suspense>
      {ending && <EndEnrollmentDialog enrollment={ending} onClose={close} />}
    </>
  );
}
