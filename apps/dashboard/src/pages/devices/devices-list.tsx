import { ErrorState } from "../../components/error-state.tsx";
import { Icon } from "../../components/icon.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import type { DevicesSearch } from "./devices-search.ts";
import { DevicesSkeleton } from "./devices-skeleton.tsx";
import { DevicesTable } from "./devices-table.tsx";
import { NoDevices } from "./no-devices.tsx";
import type { useDeviceList } from "./use-device-list.ts";
import type { useSelection } from "./use-selection.ts";

interface DevicesListProps {
  search: DevicesSearch;
  list: ReturnType<typeof useDeviceList>;
  groupNames: ReadonlyMap<string, string>;
  selection: ReturnType<typeof useSelection> | undefined;
  onClear: () => void;
  onEnrol: () => void;
}

/** The list in each of its states, and how many devices have enrolled since it was read. */
export function DevicesList({ search, list, groupNames, selection, onClear, onEnrol }: DevicesListProps) {
  const { query, devices, newCount, readAnew } = list;
  return (
    <section
      aria-label="Matching devices"
      aria-busy={query.isFetching}
      className={`relative rounded-md border border-line bg-surface ${query.isPlaceholderData ? "opacity-60" : ""}`}
    >
      {newCount > 0 && devices.length > 0 && (
        <div className="sticky top-29 z-15 flex h-0 justify-center max-md:top-21">
          <button
            type="button"
            onClick={() => void readAnew()}
            className="flex h-8 -translate-y-5 cursor-pointer items-center gap-2 rounded-full bg-accent px-4 font-semibold text-on-accent shadow-float hover:brightness-110"
          >
            <Icon name="up" size={13} /> {newCount} new {newCount === 1 ? "device" : "devices"}
          </button>
        </div>
      )}
      {query.isPending && <DevicesSkeleton what="devices" />}
      {query.isLoadingError && (
        <ErrorState what="Devices" error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
      )}
      {query.isSuccess && devices.length === 0 && <NoDevices search={search} onClear={onClear} onEnrol={onEnrol} />}
      {devices.length > 0 && <DevicesTable devices={devices} groupNames={groupNames} selection={selection} />}
      <ShowMore query={query} />
    </section>
  );
}
