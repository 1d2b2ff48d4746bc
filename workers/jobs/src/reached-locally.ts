import type { JobsEnv } from "./env.ts";

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Whether this machine alone reaches the server: one behind a proxy listens on loopback too, and is reached by a name. */
export function isReachedLocally({
  FIELDLINE_LOCAL,
  FIELDLINE_ORIGIN,
}: Pick<JobsEnv, "FIELDLINE_LOCAL" | "FIELDLINE_ORIGIN">): boolean {
  if (FIELDLINE_LOCAL !== "1") return false;
  return !FIELDLINE_ORIGIN || LOOPBACK_HOST.test(URL.parse(FIELDLINE_ORIGIN)?.hostname ?? "");
}
