import type { Device } from "@fieldline/domain/device";
import { MIN_SEARCH_LENGTH } from "@fieldline/domain/list-jobs";
import { MAX_NAMED_DEVICES } from "@fieldline/domain/rollouts-input";
import { formatQuantity } from "@fieldline/ui/format";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { CalmSearch } from "../../components/calm-search.tsx";
import { Presence } from "../../components/presence.tsx";
import { Skeleton } from "../../components/skeleton.tsx";

const SHOWN = 50;

interface DevicesPickProps {
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
}

/** Devices picked one by one, found by a part of their name, account or address. */
export function DevicesPick({ chosen, onChange }: DevicesPickProps) {
  const api = useTRPC();
  const [search, setSearch] = useState("");
  const { data, isPending } = useQuery({
    ...api.devices.list.queryOptions({ limit: SHOWN, ...(search.length >= MIN_SEARCH_LENGTH && { search }) }),
    placeholderData: keepPreviousData,
  });
  const devices: Device[] = data?.items ?? [];
  const toggle = (id: string, isOn: boolean) => onChange(isOn ? [...chosen, id] : chosen.filter((each) => each !== id));
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <CalmSearch label="Search devices" placeholder="Name, account, MAC or IP" text={search} onSearch={setSearch} />
        <p role="status" className="text-muted">
          {formatQuantity(chosen.length, "device")} chosen
        </p>
        {chosen.length > 0 && (
          <Button tone="quiet" onClick={() => onChange([])}>
            Clear
          </Button>
        )}
      </div>
      <fieldset aria-label="Devices" className="h-60 overflow-y-auto rounded-md border border-line p-1">
        {isPending && <Skeleton className="m-2 h-6" />}
        {devices.map((device) => (
          <label
            key={device.id}
            className="flex min-h-9 cursor-pointer items-center gap-3 rounded-sm px-2 hover:bg-hover has-checked:bg-accent-weak has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent max-md:min-h-11"
          >
            <input
              type="checkbox"
              checked={chosen.includes(device.id)}
              disabled={chosen.length >= MAX_NAMED_DEVICES && !chosen.includes(device.id)}
              onChange={(event) => toggle(device.id, event.target.checked)}
              className="size-4 accent-accent outline-none"
            />
            <span className="min-w-0 flex-1 font-medium wrap-anywhere">{device.name}</span>
            <Presence device={device} />
          </label>
        ))}
        {data && devices.length === 0 && (
          <p className="p-2 text-muted">{search ? `No device has “${search}”.` : "No device has enrolled yet."}</p>
        )}
        {data?.nextCursor && <p className="p-2 text-muted">The first {SHOWN} are listed; search for others.</p>}
      </fieldset>
    </div>
  );
}
