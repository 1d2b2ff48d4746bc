import type { JobStatus, ProbeJob, ProbeMethod, ProbeSummary, Scenario, Verdict } from "../job/job.ts";
import type { Series } from "../live/frames.ts";
import { reportTitle } from "./report-title.ts";

/** What a share link shows of one probe, to whoever holds the link. Times are epoch ms. */
export interface Report {
  title: string;
  host: string;
  port: number | null;
  method: ProbeMethod;
  /** Without the id of a device and a simulator's seed. */
  vantage: { kind: "edge" } | { kind: "device" } | { kind: "simulator"; scenario: Scenario };
  cadenceMs: number;
  durationMs: number;
  packets: number;
  status: JobStatus;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  verdict: Verdict | null;
  summary: ProbeSummary | null;
  series: Series;
  generatedAt: number;
  /** When the link stops working. */
  expiresAt: number;
  accountNumber?: string;
  requesterName?: string;
}

/** What was chosen for a link to show beside the measurements. */
export interface ShareChoice {
  showsAccount: boolean;
  showsRequester: boolean;
}

interface Shown extends ShareChoice {
  series: Series;
  generatedAt: number;
  expiresAt: number;
}

/** The report of a probe: field by field, so that what a job is given later stays inside. */
export function reportOf(job: ProbeJob, { series, generatedAt, expiresAt, ...choice }: Shown): Report {
  const { target, method, cadenceMs, durationMs, packets } = job.spec;
  const { status, createdAt, startedAt, endedAt, verdict, summary } = job;
  return {
    title: reportTitle(job, choice),
    host: target.host,
    port: target.port ?? null,
    method,
    vantage: vantageOf(job),
    cadenceMs,
    durationMs,
    packets,
    status,
    createdAt,
    startedAt,
    endedAt,
    verdict,
    summary,
    series,
    generatedAt,
    expiresAt,
    ...(choice.showsAccount && target.accountNumber !== undefined && { accountNumber: target.accountNumber }),
    ...(choice.showsRequester && { requesterName: job.requesterName }),
  };
}

function vantageOf({ spec: { vantage } }: ProbeJob): Report["vantage"] {
  return vantage.kind === "simulator" ? { kind: vantage.kind, scenario: vantage.scenario } : { kind: vantage.kind };
}
