import { JOB_KINDS, JOB_STATUSES, type JobKind, type JobStatus } from "@fieldline/domain/job";

/** What the address of a device holds: what narrows its history. */
export interface DeviceSearch {
  /** Statuses, joined by commas in their natural order. */
  status?: string;
  kind?: JobKind;
  /** A template's id. */
  template?: string;
}

/** The statuses of an address, known ones only. */
export function statusesOf({ status }: DeviceSearch): JobStatus[] {
  const asked = new Set(status?.split(","));
  return JOB_STATUSES.filter((known) => asked.has(known));
}

/** Reads an address that anyone may have typed: what is not understood is dropped. */
export function readDeviceSearch(raw: Record<string, unknown>): DeviceSearch {
  const statuses = statusesOf({ status: typeof raw.status === "string" ? raw.status : undefined });
  const template = typeof raw.template === "string" ? raw.template : "";
  return {
    status: statuses.length > 0 ? statuses.join(",") : undefined,
    kind: JOB_KINDS.find((kind) => kind === raw.kind),
    template: /^[0-9a-f-]{36}$/i.test(template) ? template : undefined,
  };
}
