import { clockTime, endOfDay } from "@fieldline/domain/day";
import { DomainError } from "@fieldline/domain/errors";
import { timeLeft } from "@fieldline/domain/time-left";

/** Why one more job today is refused, and until when. */
export function dailyLimit(
  used: number,
  { limit, now, timeZone }: { limit: number; now: number; timeZone: string },
): DomainError {
  const resetsAt = endOfDay(now, timeZone);
  const clock = `${clockTime(resetsAt, timeZone)} ${timeZone}`;
  return new DomainError(
    "LIMIT_JOBS_PER_DAY",
    `You have created ${used} of ${limit} jobs today. The limit resets at ${clock} (${timeLeft(resetsAt - now)}); an administrator can raise it under Settings → Limits.`,
    { used, limit, resetsAt, timeZone },
  );
}

/** Why one more running probe is refused, and when one of the places is free again. */
export function runningLimit(
  { running, freesUpAt }: { running: number; freesUpAt: number | null },
  { limit, now }: { limit: number; now: number },
): DomainError {
  const wait =
    freesUpAt === null
      ? "A place is free when one of them ends"
      : `The first of them ends ${timeLeft(freesUpAt - now)}`;
  return new DomainError(
    "LIMIT_RUNNING_JOBS",
    `${running} of ${limit} probes are running, paused or scheduled. ${wait}; cancel one to start another now, or ask an administrator to raise the limit under Settings → Limits.`,
    { running, limit, freesUpAt },
  );
}
