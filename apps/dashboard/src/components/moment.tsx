import { formatExact, formatRelative } from "@fieldline/ui/time";
import { useNow } from "./clock.ts";

const AGO = /\sago$/;

interface MomentProps {
  at: number;
  className?: string;
  /** Leaves "ago" out, for a column whose name says it. */
  short?: boolean;
}

/** How long ago, with the exact moment on hover. */
export function Moment({ at, className, short = false }: MomentProps) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at)} className={className}>
      {short ? formatRelative(at, now).replace(AGO, "") : formatRelative(at, now)}
    </time>
  );
}
