import type { Rollout } from "@fieldline/domain/rollout";
import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../components/moment.tsx";
import { Chip } from "../../components/status-chip.tsx";
import { useMe } from "../../session/use-me.ts";
import { failuresOf, throughOf, totalOf } from "../rollout/rollout-figures.ts";
import { rolloutLook } from "../rollout/rollout-looks.ts";
import { StatesBar } from "../rollout/states-bar.tsx";

/** One rollout: what, how far, how well, by whom. The whole line opens it. */
export function RolloutLine({ rollout }: { rollout: Rollout }) {
  const {
    id,
    name,
    templateSlug,
    templateVersion,
    status,
    statusReason,
    counts,
    requesterId,
    requesterName,
    createdAt,
  } = rollout;
  const me = useMe();
  const failures = failuresOf(counts);
  return (
    <li className="relative grid min-h-16 grid-cols-[170px_minmax(0,1fr)_minmax(200px,300px)_130px] items-center gap-x-5 gap-y-2 border-b border-line px-3.5 py-2.5 last:border-0 hover:bg-hover has-[a:focus-visible]:bg-accent-weak max-lg:grid-cols-[minmax(0,1fr)_auto] max-lg:py-3">
      <span className="max-lg:order-2">
        <Chip look={rolloutLook(status)} />
      </span>
      <div className="min-w-0 max-lg:order-1">
        <Link
          to="/rollouts/$rolloutId"
          params={{ rolloutId: id }}
          className="font-[550] text-text no-underline wrap-anywhere after:absolute after:inset-0 after:content-['']"
        >
          {name}
        </Link>
        <p className="truncate text-[12.5px] text-muted" title={statusReason ?? undefined}>
          <span className="font-mono">{templateSlug}</span> v{templateVersion}
          {statusReason && ` · ${statusReason}`}
        </p>
      </div>
      <div className="min-w-0 max-lg:order-3 max-lg:col-span-2">
        <StatesBar counts={counts} />
        <p className="mt-1 flex justify-between gap-3 text-[12.5px] text-muted">
          <span>
            {formatCount(throughOf(counts))} of {formatQuantity(totalOf(counts), "device")}
          </span>
          {failures > 0 && <span className="font-semibold text-bad">{formatCount(failures)} failed</span>}
        </p>
      </div>
      <p className="text-right text-[13px] text-muted max-lg:order-4 max-lg:col-span-2 max-lg:flex max-lg:gap-3 max-lg:text-left">
        <span className="block truncate" title={requesterName}>
          {me?.id === requesterId ? "you" : requesterName}
        </span>
        <Moment at={createdAt} />
      </p>
    </li>
  );
}
