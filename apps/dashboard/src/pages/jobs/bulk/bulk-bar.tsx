import type { BulkAction } from "@fieldline/domain/bulk";
import { formatCount } from "@fieldline/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icon.tsx";
import { LazyMenu, menuFrom } from "../../../components/lazy-menu.tsx";
import { useJobControls } from "../../../job-actions/job-controls.ts";
import { useCan } from "../../../session/use-me.ts";
import type { Selection } from "../use-selection.ts";
import { bulkOrder, fitting, takenBy } from "./bulk-choices.ts";
import { BULK_WORDS } from "./bulk-words.ts";
import type { JobFilter } from "./use-bulk.ts";

const panel = menuFrom(() => import("./bulk-panel.tsx").then(({ BulkPanel }) => BulkPanel));
/** How many actions have a button of their own: of what nobody has looked at, those that it is for. */
const withButton = (isUnreviewed: boolean) => (isUnreviewed ? 3 : 4);

interface BulkBarProps {
  selection: Selection;
  filter: JobFilter;
  /** Whether more match than are shown. */
  hasMore: boolean;
  isUnreviewed: boolean;
  onAsk: (action: BulkAction) => void;
}

/** What can be done with the selected jobs, and how many they are. */
export function BulkBar({ selection, filter, hasMore, isUnreviewed, onAsk }: BulkBarProps) {
  const can = useCan();
  const controlsOf = useJobControls();
  const actions = bulkOrder(isUnreviewed)
    .filter((action) => can(takenBy(action)))
    .map((action) => ({
      action,
      isUseful: selection.matching !== undefined || fitting(action, selection.jobs, controlsOf).length > 0,
    }));
  return (
    <section
      aria-label="Selected jobs"
      className="flex flex-wrap items-center gap-2 rounded-md border border-line-strong bg-raised p-2 shadow-float"
    >
      <p role="status" className="px-1.5 font-semibold">
        {formatCount(selection.count)} selected
      </p>
      <WholeChoice selection={selection} filter={filter} hasMore={hasMore} />
      <Button tone="quiet" onClick={selection.clear} className="max-md:ml-auto max-md:px-1.5">
        Clear
      </Button>
      <div className="ml-auto flex gap-2 max-md:ml-0 max-md:w-full">
        {actions.slice(0, withButton(isUnreviewed)).map(({ action, isUseful }) => (
          <Button
            key={action}
            disabled={!isUseful}
            tone={BULK_WORDS[action].tone === "final" ? "danger" : "plain"}
            title={isUseful ? undefined : `Those you selected ${BULK_WORDS[action].others}.`}
            onClick={() => onAsk(action)}
            className="max-lg:hidden"
          >
            {BULK_WORDS[action].label}…
          </Button>
        ))}
        <LazyMenu
          source={panel}
          panelProps={{ actions, hidden: withButton(isUnreviewed), onAsk }}
          trigger={
            <Button className="max-md:flex-1">
              <span className="lg:hidden">Do with them</span>
              <span className="max-lg:hidden">More</span> <Icon name="chevron" size={12} />
            </Button>
          }
        />
      </div>
    </section>
  );
}

/** Reaches for all that match, where those are more than are shown. */
function WholeChoice({ selection, filter, hasMore }: Pick<BulkBarProps, "selection" | "filter" | "hasMore">) {
  const api = useTRPC();
  const { data } = useQuery(
    api.jobs.count.queryOptions(filter, { enabled: hasMore && selection.matching === undefined, staleTime: 0 }),
  );
  if (selection.matching !== undefined) return <span className="text-muted">all that match the filter</span>;
  if (!hasMore || !data) return null;
  return (
    <Button tone="quiet" onClick={() => selection.chooseMatching(data.count)} className="text-accent! max-md:px-1.5">
      <span>
        <span className="max-md:hidden">Select all</span>
        <span className="md:hidden">All</span> {formatCount(data.count)} that match
      </span>
    </Button>
  );
}
