import type { Overlap, Schedule, ScheduleTarget } from "@fieldline/domain/schedule";
import type { Template } from "@fieldline/domain/template";
import { durationText } from "../../audit/duration-text.ts";

/** A schedule as it is typed. */
export interface ScheduleDraft {
  name: string;
  templateId: string;
  variables: Record<string, string>;
  cron: string;
  timeZone: string;
  target: ScheduleTarget["kind"];
  queue: string;
  deviceId: string;
  /** Which devices of a rollout are meant. */
  where: "groups" | "devices" | "all";
  groupIds: readonly string[];
  deviceIds: readonly string[];
  overlap: Overlap;
  maxConcurrency: string;
  catchUp: string;
  jitter: string;
  priority: string;
  timeout: string;
  attempts: string;
  isEnabled: boolean;
}

const STANDARD_QUEUE = "standard";

export function emptySchedule(timeZone: string): ScheduleDraft {
  return {
    name: "",
    templateId: "",
    variables: {},
    cron: "0 3 * * *",
    timeZone,
    ...NO_TARGET,
    overlap: "skip",
    maxConcurrency: "1",
    catchUp: "1 h",
    jitter: "",
    priority: "",
    timeout: "",
    attempts: "",
    isEnabled: true,
  };
}

const NO_TARGET = {
  target: "queue",
  queue: STANDARD_QUEUE,
  deviceId: "",
  where: "groups",
  groupIds: [] as string[],
  deviceIds: [] as string[],
} as const satisfies Partial<ScheduleDraft>;

/** What the form shows of a stored schedule. */
export function draftOfSchedule(schedule: Schedule): ScheduleDraft {
  const { name, templateId, variables, cron, timeZone, overlap, maxConcurrency, catchUpMs, isEnabled } = schedule;
  const { jitterMs, priority, timeoutMs, retry } = schedule;
  return {
    name,
    templateId,
    variables,
    cron,
    timeZone,
    ...targetOf(schedule.target),
    overlap,
    maxConcurrency: String(maxConcurrency),
    catchUp: durationText(catchUpMs),
    jitter: jitterMs === 0 ? "" : durationText(jitterMs),
    priority: priority === null ? "" : String(priority),
    timeout: timeoutMs === null ? "" : durationText(timeoutMs),
    attempts: retry === null ? "" : String(retry.maxAttempts),
    isEnabled,
  };
}

function targetOf(target: ScheduleTarget) {
  const known = { ...NO_TARGET, target: target.kind };
  if (target.kind === "queue") return { ...known, queue: target.queue };
  if (target.kind !== "rollout") return { ...known, deviceId: target.deviceId };
  const { deviceIds = [], groupIds = [], all = false } = target.targets;
  const where: ScheduleDraft["where"] = all ? "all" : groupIds.length > 0 ? "groups" : "devices";
  return { ...known, where, deviceIds, groupIds };
}

/** What changes with the template: it brings its own variables, and where it can run. */
export function withTemplate(template: Template): Partial<ScheduleDraft> {
  return {
    templateId: template.id,
    variables: {},
    target: template.kind === "command" ? "device" : "queue",
    ...(template.kind === "task" && { queue: template.defaults.queue ?? STANDARD_QUEUE }),
  };
}
