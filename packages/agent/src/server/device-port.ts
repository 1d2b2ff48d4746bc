import type { Assignment, Control, Wish } from "@fieldline/domain/device";
import type { StepProgress } from "@fieldline/domain/document";
import type { JobError, JobKind, Json, Sample } from "@fieldline/domain/job";
import type { Interpreter } from "@fieldline/domain/template";

export interface AttemptRef {
  jobId: string;
  attempt: number;
}

export interface Output {
  stream: "stdout" | "stderr";
  step?: string;
  text: string;
}

export interface Payload {
  request?: Json;
  response?: Json;
}

/** A script of the server's library. */
export interface HandlerContent {
  content: string;
  interpreter: Interpreter;
  sha256: string;
}

/** What an attempt tells about itself; `seq` goes up by one, and stands for the same content for good. */
export interface ReportBody {
  status?: "running" | "completed" | "failed" | "rejected";
  progress?: number;
  message?: string;
  result?: Json;
  /** With `retryable` false another attempt would not mend it. */
  error?: JobError & { retryable?: boolean };
  exitCode?: number;
  output?: Output[];
  payload?: Payload;
  steps?: StepProgress[];
}
export type Report = AttemptRef & { seq: number } & ReportBody;

export interface ReportAnswer {
  version: number;
  wish?: Wish | undefined;
}
export interface SamplesAnswer {
  nextSeq: number;
  wish?: Wish | undefined;
}
export interface HeartbeatAnswer {
  hasWork: boolean;
  controls: Control[];
  nextHeartbeatMs: number;
  now: number;
}

/** What the agent asks of the server; every call is one try. */
export interface DevicePort {
  heartbeat(input: { jobs: { id: string; attempt: number }[] }): Promise<HeartbeatAnswer>;
  next(input: { max: number; kinds: JobKind[]; types?: string[] }): Promise<{ assignments: Assignment[] }>;
  report(report: Report): Promise<ReportAnswer>;
  samples(input: AttemptRef & { samples: Sample[] }): Promise<SamplesAnswer>;
  release(ref: AttemptRef & { reason: string }): Promise<{ version: number }>;
  handler(input: { name: string; version: number }): Promise<HandlerContent>;
}

export interface Token {
  accessToken: string;
  /** Epoch ms. */
  expiresAt: number;
}

export interface Enrolment {
  token: string;
  name: string;
  capabilities: { kinds: JobKind[]; types?: string[] };
  mac?: string;
  accountNumber?: string;
  agentVersion?: string;
  attributes?: Record<string, string>;
}

/** What can be asked without an access token. */
export interface EnrolmentPort {
  enroll(enrolment: Enrolment): Promise<Token & { deviceId: string; secret: string }>;
  refresh(credentials: { deviceId: string; secret: string; types?: string[] }): Promise<Token>;
}
