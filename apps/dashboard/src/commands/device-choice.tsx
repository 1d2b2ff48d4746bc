import type { Device } from "@fieldline/domain/device";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { CalmSearch } from "../components/calm-search.tsx";
import { Presence } from "../components/presence.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { MIN_SEARCH_LENGTH } from "../pages/jobs/jobs-search.ts";

interface DeviceChoiceProps {
  chosenId: string | undefined;
  onChoose: (device: Device) => void;
}

/** One device, found by a part of its name, account or address; those that are online first. */
export function DeviceChoice({ chosenId, onChoose }: DeviceChoiceProps) {
  const api = useTRPC();
  const id = useId();
  const [search, setSearch] = useState("");
  const { data, isPending } = useQuery({
    ...api.devices.list.queryOptions({ limit: 20, ...(search.length >= MIN_SEARCH_LENGTH && { search }) }),
    placeholderData: keepPreviousData,
  });
  const devices: Device[] = data?.items ?? [];
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 font-medium">Device</legend>
      <CalmSearch label="Search devices" placeholder="Name, account, MAC or IP" text={search} onSearch={setSearch} />
      <div className="max-h-52 min-h-24 overflow-y-auto rounded-md border border-line p-1">
        {isPending && <Skeleton className="m-2 h-6" />}
        {devices.map((device) => (
          <label
            key={device.id}
            className="flex min-h-9 cursor-pointer items-center gap-3 rounded-sm px-2 hover:bg-hover has-checked:bg-accent-weak has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent max-md:min-h-11"
          >
            <input
              type="radio"
              name={id}
              checked={chosenId === device.id}
              onChange={() => onChoose(device)}
              className="accent-accent outline-none"
            />
            <span className="min-w-0 flex-1 truncate font-medium">{device.name}</span>
            <Presence device={device} />
          </label>
        ))}
        {data && devices.length === 0 && (
          <p className="p-2 text-muted">{search ? `No device has “${search}”.` : "No device has enrolled yet."}</p>
        )}
      </div>
    </fieldset>
  );
}
