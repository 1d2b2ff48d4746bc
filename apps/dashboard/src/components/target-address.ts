import type { ProbeTarget } from "@fieldline/domain/job";

/** A target as people write it: host, port where there is one, and path. IPv6 in brackets before a port. */
export function addressOf({ host, port, path }: ProbeTarget): string {
  const named = port !== undefined && host.includes(":") ? `[${host}]` : host;
  return `${named}${port === undefined ? "" : `:${port}`}${path && path !== "/" ? path : ""}`;
}
