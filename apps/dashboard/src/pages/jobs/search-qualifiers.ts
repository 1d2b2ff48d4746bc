import { JOB_KINDS, JOB_STATUSES } from "@fieldline/domain/job";
import type { JobsSearch } from "./jobs-search.ts";

const QUALIFIER = /(?:^|\s)(\w+):(?:"([^"]*)"|(\S+))/g;
/** What is found by its text alone, in whichever field it stands. */
const TEXTS = new Set(["account", "device", "agent", "type", "host", "mac", "ip", "name", "id"]);

type Read = (value: string) => Partial<JobsSearch> | undefined;

const READERS = new Map<string, Read>(
  Object.entries({
    status: (value) => {
      const statuses = value.split(",").map((each) => each.replace("-", "_"));
      const known = statuses.filter((each) => (JOB_STATUSES as readonly string[]).includes(each));
      return known.length > 0 ? { status: known.join(",") } : undefined;
    },
    kind: (value) => {
      const kind = JOB_KINDS.find((each) => each === value || `${each}s` === value);
      return kind && { kind };
    },
    queue: (value) => ({ queue: value }),
    by: (value) => (value === "me" ? { by: value } : undefined),
    is: (value) => (value === "unreviewed" ? { unreviewed: "yes" } : undefined),
  }),
);

/** What is asked for by "status:failed queue:high account:7731": the filters that it names, and the text that is left. */
export function readQualifiers(text: string): Partial<JobsSearch> {
  const filters: Partial<JobsSearch> = {};
  const rest = text.replace(QUALIFIER, (whole, name: string, quoted?: string, plain?: string) => {
    const value = quoted ?? plain ?? "";
    const key = name.toLowerCase();
    if (TEXTS.has(key)) return ` ${value}`;
    const read = READERS.get(key)?.(key === "queue" ? value : value.toLowerCase());
    if (!read) return whole;
    Object.assign(filters, read);
    return "";
  });
  return { ...filters, q: rest.replace(/\s+/g, " ").trim() };
}
