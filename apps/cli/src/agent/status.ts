import { isFolderHeld, openSpoolForReading, spoolPath } from "@fieldline/agent/database";
import { withFile } from "@fieldline/agent/state-fault";
import { readSettings, statePath } from "./settings.ts";

/** What `fieldline agent status` tells: nothing secret, and without asking the server. */
export interface AgentStatus {
  server: string;
  deviceId: string;
  name: string;
  isRunning: boolean;
  /** Epoch ms by the server's clock; null where it was never reached. */
  lastContactAt: number | null;
  jobs: { jobId: string; attempt: number; kind: string; state: string }[];
  waiting: { reports: number; samples: number };
}

export function statusOf(folder: string): AgentStatus {
  const { server, deviceId, name } = readSettings(folder);
  const state = statePath(folder);
  return { server, deviceId, name, isRunning: isFolderHeld(state), ...spooled(state) };
}

/** What the spool of this folder holds still. */
export function spooled(folder: string): Pick<AgentStatus, "lastContactAt" | "jobs" | "waiting"> {
  return withFile(spoolPath(folder), () => readSpool(folder));
}

function readSpool(folder: string): ReturnType<typeof spooled> {
  const database = openSpoolForReading(folder);
  if (!database) return { lastContactAt: null, jobs: [], waiting: { reports: 0, samples: 0 } };
  const numberOf = (sql: string) => Number(database.prepare(sql).get()?.n ?? 0);
  const jobs = database
    .prepare("SELECT jobId, attempt, kind, state FROM jobs WHERE state <> 'settled' ORDER BY takenAt")
    .all() as AgentStatus["jobs"];
  const status = {
    lastContactAt: numberOf("SELECT value AS n FROM facts WHERE name = 'lastContactAt'") || null,
    jobs: jobs.map((job) => ({ ...job })),
    waiting: {
      reports: numberOf("SELECT count(*) AS n FROM reports"),
      samples: numberOf("SELECT sum(sampleSeq - ackedSample) AS n FROM jobs WHERE state <> 'settled'"),
    },
  };
  database.close();
  return status;
}

/** The status as lines for a reader. */
export function statusInWords({
  server,
  deviceId,
  name,
  isRunning,
  lastContactAt,
  jobs,
  waiting,
}: AgentStatus): string {
  return [
    `${name} (${deviceId}) at ${server}`,
    isRunning ? "The agent is running." : "The agent is not running. Start it: fieldline agent run",
    lastContactAt
      ? `Last heard of the server at ${new Date(lastContactAt).toISOString()}.`
      : "The server was never reached.",
    `Waiting to be sent: ${waiting.reports} reports, ${waiting.samples} samples.`,
    ...jobs.map(({ jobId, attempt, kind, state }) => `  ${kind} ${jobId}, attempt ${attempt}: ${state}`),
  ].join("\n");
}
