import { errorOf } from "@fieldline/client/errors";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { ReportSheet } from "./report-sheet.tsx";
import { ReportSkeleton } from "./report-skeleton.tsx";
import "./report.css";

const GONE = new Set(["SHARE_NOT_FOUND", "INVALID_INPUT"]);

/** What a share link opens: one probe's report, to be read and printed by anyone who has the link. */
export function ReportPage() {
  const { token } = useParams({ from: "/report/$token" });
  const api = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(
    api.public.report.queryOptions({ token }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  const isGone = error !== null && GONE.has(errorOf(error).reason);
  usePageTitle(isGone ? "Link not valid" : (data?.report.title ?? "Report"));
  return (
    <main id="main" className="report mx-auto max-w-[820px] px-6 py-8 max-sm:px-3 max-sm:py-4">
      <meta name="robots" content="noindex" />
      {isGone ? (
        <div className="rounded-md border border-line bg-surface">
          <h1 className="sr-only">Report</h1>
          <EmptyState title="This link is not valid any more">
            It has run out, was withdrawn, or is not complete. Ask whoever sent it to you for a new one.
          </EmptyState>
        </div>
      ) : data ? (
        <ReportSheet
          report={data.report}
          isReading={isFetching}
          hasFailed={error !== null}
          onRefresh={() => refetch()}
        />
      ) : error ? (
        <div className="rounded-md border border-line bg-surface">
          <h1 className="sr-only">Report</h1>
          <ErrorState what="The report" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
        </div>
      ) : (
        <ReportSkeleton />
      )}
    </main>
  );
}
