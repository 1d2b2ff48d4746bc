import { formatExact, formatRelative } from "@fieldline/ui/time";
import { useNow } from "./clock.ts";

/** How long ago, with the exact moment on hover. */
export function Moment({ at, className }: { at: number; className?: string }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at)} className={className}>
      {formatRelative(at, now)}
    </time>
  );
}
