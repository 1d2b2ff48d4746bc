import type { Actor } from "../job/job.ts";

/** The request that something was asked by, as the audit names it. */
export interface RequestInfo {
  id: string;
  /** The network address that it came from; null where it is not known. */
  address: string | null;
  /** The personal access token that it was sent with. */
  tokenId?: string | null;
}

/** Who did something, and by which request; what no request asked for has none. */
export interface Caller {
  actor: Actor;
  request?: RequestInfo;
}
