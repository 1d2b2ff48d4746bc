import { isEnded } from "@fieldline/domain/job";
import type { Report } from "@fieldline/domain/report";
import { verdictLook } from "@fieldline/ui/status";
import { formatExact } from "@fieldline/ui/time";
import { Button } from "../../components/button.tsx";
import { splitReason } from "../../components/reason.ts";
import { ReportChart } from "./report-chart.tsx";
import { ReportFacts } from "./report-facts.tsx";
import { ReportFigures } from "./report-figures.tsx";

const COLOUR = { ok: "text-ok", warn: "text-warn", bad: "text-bad", info: "text-info", idle: "text-muted" } as const;
const EDGE = { ok: "bg-ok", warn: "bg-warn", bad: "bg-bad", info: "bg-info", idle: "bg-idle" } as const;

interface ReportSheetProps {
  report: Report;
  isReading: boolean;
  hasFailed: boolean;
  onRefresh: () => void;
}

/** A probe's report on one page: what was measured, how it reads, the figures, the chart. */
export function ReportSheet({ report, isReading, hasFailed, onRefresh }: ReportSheetProps) {
  const { title, verdict, status, generatedAt, expiresAt } = report;
  const hasEnded = isEnded(status);
  const { headline, rest } = splitReason(verdict?.reason ?? "Not measured yet.");
  const { tone } = verdictLook(verdict?.state ?? "unknown");
  return (
    <article className="grid gap-4 print:gap-3">
      <header className="flex min-h-8 flex-wrap items-center justify-between gap-3">
        <p className="flex items-center gap-2 text-[15px] font-bold tracking-[-.01em]">
          <svg
            aria-hidden="true"
            width="18"
            height="18"
            viewBox="0 0 18 18"
            fill="none"
            className="stroke-accent"
            strokeWidth="2"
          >
            <path d="M1 9h4l2-6 4 12 2-6h4" />
          </svg>
          Fieldline <span className="font-normal text-muted">measurement report</span>
        </p>
        <div className="flex gap-2 print:hidden">
          {!hasEnded && (
            <Button onClick={onRefresh} aria-disabled={isReading}>
              {isReading ? "Reading…" : "Refresh"}
            </Button>
          )}
          <Button onClick={() => print()}>Print</Button>
        </div>
      </header>
      <div>
        <h1 className="text-[24px] leading-tight font-[650] tracking-[-.01em] wrap-anywhere max-sm:text-[20px] print:line-clamp-2 print:text-[20px]">
          {title}
        </h1>
        <ReportFacts report={report} />
      </div>
      {!hasEnded && (
        <p role="status" className="rounded-md bg-info-weak px-3.5 py-2 text-info">
          {status === "paused" ? "This probe is paused" : "This probe is still running"}: these are the figures of{" "}
          {formatExact(generatedAt)}.{hasFailed && " Newer ones could not be read; try again in a moment."}
        </p>
      )}
      <section
        aria-label="Verdict"
        className="flex overflow-hidden rounded-md border border-line bg-surface wrap-anywhere"
      >
        <span aria-hidden="true" className={`w-1.5 shrink-0 ${EDGE[tone]}`} />
        <div className="px-4 py-3.5 print:py-2.5">
          <p className={`text-[22px] leading-tight font-[650] max-sm:text-[19px] print:text-[19px] ${COLOUR[tone]}`}>
            {headline}
          </p>
          {rest && <p className="mt-1 text-[16px] leading-snug print:text-[14px]">{rest}</p>}
        </div>
      </section>
      <ReportFigures summary={report.summary} />
      <ReportChart report={report} />
      <footer className="text-[12.5px] text-muted">
        Made by Fieldline on {formatExact(generatedAt)}. The link to this report is valid until {formatExact(expiresAt)}
        .
      </footer>
    </article>
  );
}
