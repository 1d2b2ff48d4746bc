const MINUTE_MS = 60_000;

/** "in 3 h 12 min", "in 5 min": rounded up, so that it is never told too soon. */
export function timeLeft(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (minutes <= 1) return "within a minute";
  const hours = Math.floor(minutes / 60);
  const parts = [hours > 0 && `${hours} h`, minutes % 60 > 0 && `${minutes % 60} min`];
  return `in ${parts.filter(Boolean).join(" ")}`;
}
