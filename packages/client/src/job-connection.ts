/**
 * `connecting`: nothing yet, or the connection went away a moment ago. `live`: each sample as it is taken. `catching-up`:
 * what was missed is on its way. `polling`: sockets do not get through. `offline`: nothing gets through; what is shown is
 * old. `ended`: the job is over and everything is delivered, or it cannot be watched.
 */
export type JobConnection = "connecting" | "live" | "catching-up" | "polling" | "offline" | "ended";

/** The socket: without an answer, answering, or with its snapshot delivered. */
export type Link = "down" | "up" | "synced";

export interface ConnectionFacts {
  isOver: boolean;
  link: Link;
  hasJob: boolean;
  /** Something that is known to be stored is not delivered yet. */
  isBehind: boolean;
  /** Polls that failed in a row; undefined as long as none has been answered. */
  pollFailures: number | undefined;
}

/** What to tell of a watch's connection. */
export function connectionOf({ isOver, link, hasJob, isBehind, pollFailures }: ConnectionFacts): JobConnection {
  if (isOver) return "ended";
  if (link === "synced") return isBehind ? "catching-up" : "live";
  if (link === "up" && hasJob) return "catching-up";
  if (pollFailures === undefined) return "connecting";
  return pollFailures === 0 ? "polling" : "offline";
}
