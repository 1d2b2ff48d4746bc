import { Link, type LinkProps } from "@tanstack/react-router";
import { Skeleton } from "../../components/skeleton.tsx";
import { Spark } from "../../components/spark.tsx";

interface FigureProps {
  name: string;
  value: string | undefined;
  unit?: string;
  tone?: string;
  note?: string | undefined;
  link: Pick<LinkProps, "to" | "search" | "hash">;
  /** Undefined where nothing was measured in that hour. */
  hours: readonly (number | undefined)[];
}

/** One number with where it came from; leads to the list behind it. */
export function Figure({ name, value, unit = "", tone = "", note, link, hours }: FigureProps) {
  return (
    <Link
      {...link}
      title={note}
      className="flex min-w-0 flex-col gap-1 bg-surface px-3.5 pt-2.5 pb-2 text-text no-underline -outline-offset-2 hover:bg-raised hover:[&_.name]:text-accent last:odd:max-sm:col-span-2"
    >
      <span className="name text-[12.5px] text-muted">{name}</span>
      <span className={`flex h-8 items-baseline text-[24px] leading-8 font-semibold tracking-[-.02em] ${tone}`}>
        {value === undefined ? (
          <Skeleton className="h-5 w-14 self-center" />
        ) : (
          <>
            {value}
            {unit && <span className="ml-1 text-[13px] font-medium tracking-normal text-muted">{unit}</span>}
          </>
        )}
      </span>
      <span className="h-6 overflow-hidden">
        {hours.length > 0 && <Spark values={hours} width={180} height={24} label={`${name} over the last 24 hours`} />}
      </span>
    </Link>
  );
}
