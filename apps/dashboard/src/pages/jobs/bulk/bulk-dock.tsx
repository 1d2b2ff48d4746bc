import type { Bulk, BulkAction } from "@fieldline/domain/bulk";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { focusAfterDialog } from "../../../components/focus-after-dialog.ts";
import { useJobControls } from "../../../job-actions/job-controls.ts";
import { useShortcut } from "../../../shortcuts/use-shortcut.ts";
import type { JobsSearch } from "../jobs-search.ts";
import type { useJobList } from "../use-job-list.ts";
import type { Selection } from "../use-selection.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { fitting } from "./bulk-choices.ts";
import { BulkProgress } from "./bulk-progress.tsx";
import type { BulkReach } from "./use-bulk.ts";
import { useRunningBulk } from "./use-running-bulk.ts";

const BulkDialog = lazy(() => import("./bulk-dialog.tsx").then((it) => ({ default: it.BulkDialog })));

interface BulkDockProps {
  selection: Selection;
  list: ReturnType<typeof useJobList>;
  search: JobsSearch;
}

/** The selection's actions and the action under way, at the foot of the page: no row moves when they come or go. */
export function BulkDock({ selection, list, search }: BulkDockProps) {
  const api = useTRPC();
  const cache = useQueryClient();
  const controlsOf = useJobControls();
  const [bulkId, keepBulk] = useRunningBulk();
  const [asked, setAsked] = useState<BulkAction>();
  const { sort: _sort, limit: _limit, ...filter } = list.input;
  const hasSelection = selection.count > 0;
  useShortcut("Escape", "Clear the selection", selection.clear, { enabled: hasSelection });
  const ended = ({ action }: Bulk) => {
    void cache.invalidateQueries({ queryKey: api.jobs.count.pathKey() });
    void cache.invalidateQueries({ queryKey: api.jobs.stats.queryKey() });
    if (action === "review") void list.readAnew();
  };
  const close = () => {
    setAsked(undefined);
    focusAfterDialog();
  };
  const reach = asked && reachOf();
  function reachOf(): BulkReach {
    if (selection.matching !== undefined) return { filter, matching: selection.matching };
    return { jobs: asked ? fitting(asked, selection.jobs, controlsOf) : [] };
  }
  if (!hasSelection && !bulkId) return null;
  return (
    <div className="sticky bottom-3 z-15 mt-3 grid gap-2 max-md:bottom-[calc(68px+env(safe-area-inset-bottom))]">
      {bulkId && (
        <BulkProgress
          key={bulkId}
          bulkId={bulkId}
          nameOf={(id) => list.jobs.find((job) => job.id === id)?.name}
          onEnd={ended}
          onDismiss={() => keepBulk(undefined)}
        />
      )}
      {hasSelection && (
        <BulkBar
          selection={selection}
          filter={filter}
          hasMore={list.query.hasNextPage}
          isUnreviewed={search.unreviewed === "yes"}
          onAsk={setAsked}
        />
      )}
      <Suspense>
        {asked && reach && (
          <BulkDialog
            action={asked}
            reach={reach}
            leftOut={"jobs" in reach ? selection.jobs.length - reach.jobs.length : 0}
            onClose={close}
            onStarted={(started) => {
              keepBulk(started);
              selection.clear();
              close();
            }}
          />
        )}
      </Suspense>
    </div>
  );
}
