const ADVICE: Record<string, string> = {
  EACCES: "Run as the account it belongs to, or give it to this one with chown.",
  EPERM: "Run as the account it belongs to, or give it to this one with chown.",
  ENOSPC: "Make room on the disk.",
  EROFS: "The disk is read-only; give another folder.",
};
/** SQLite's codes of a damaged file. */
const DAMAGED = [11, 26];
const DAMAGED_ADVICE =
  "It is damaged. Move it away and start again: what it held for the server is lost, and what was under way may run again.";

/** What the agent keeps on this machine cannot be used. */
export class StateFault extends Error {
  override readonly name = "StateFault";
}

/** Does what needs the file; throws a {@link StateFault} that says what to do where it cannot be used. */
export function withFile<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (thrown) {
    const { code = "", errcode = 0, message } = thrown as Error & { code?: string; errcode?: number };
    // An extended code has its primary one in the low byte.
    const advice = DAMAGED.includes(errcode & 0xff) ? DAMAGED_ADVICE : (ADVICE[code] ?? "");
    throw new StateFault(`${path} cannot be used: ${message}. ${advice}`.trimEnd(), { cause: thrown });
  }
}
