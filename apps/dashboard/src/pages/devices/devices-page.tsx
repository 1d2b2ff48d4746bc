import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../components/button.tsx";
import { CalmSearch } from "../../components/calm-search.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { useCan } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { MIN_SEARCH_LENGTH } from "../jobs/jobs-search.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { DevicesFilters } from "./devices-filters.tsx";
import { DevicesList } from "./devices-list.tsx";
import { type DevicesSearch, isTooShort } from "./devices-search.ts";
import { DevicesTabs } from "./devices-tabs.tsx";
import { useDeviceList } from "./use-device-list.ts";
import { useGroups } from "./use-groups.ts";
import { useSelection } from "./use-selection.ts";

const EnrolDialog = lazy(() => import("./enrol-dialog.tsx").then((it) => ({ default: it.EnrolDialog })));

/** Every device, filtered and searched by what the address says. */
export function DevicesPage() {
  const search = useSearch({ from: "/devices" });
  const navigate = useNavigate();
  const can = useCan();
  const list = useDeviceList(search);
  const { groups, names } = useGroups();
  const selection = useSelection();
  const [isEnrolling, setIsEnrolling] = useState(false);
  const { query, devices } = list;
  const change = (next: DevicesSearch) => void navigate({ to: "/devices", search: next, replace: true });
  const enrol = () => setIsEnrolling(true);
  return (
    <>
      <PageHeader title="Devices">
        <p role="status" className="mr-1 min-w-20 self-center text-right text-muted">
          {query.isSuccess &&
            `${devices.length}${query.hasNextPage ? "+" : ""} ${devices.length === 1 ? "device" : "devices"}`}
        </p>
        {can("devices.createEnrollment") && (
          <Button tone="primary" onClick={enrol}>
            Enrol a device
          </Button>
        )}
      </PageHeader>
      <DevicesTabs />
      <div className="mt-3.5 mb-3 flex flex-wrap items-center gap-2">
        <CalmSearch
          label="Search devices by name, account, MAC, IP or id"
          placeholder="Name, account, MAC, IP or id"
          text={search.q ?? ""}
          onSearch={(q) => change({ ...search, q: q || undefined })}
        />
        <DevicesFilters search={search} groups={groups} onChange={change} />
      </div>
      {isTooShort(search) && (
        <p role="status" className="mb-3 text-muted">
          “{search.q}” is not searched for: a search takes {MIN_SEARCH_LENGTH} characters or more.
        </p>
      )}
      <DevicesList
        search={search}
        list={list}
        groupNames={names}
        selection={can("devices.update") && search.revoked === undefined ? selection : undefined}
        onClear={() => change({})}
        onEnrol={enrol}
      />
      <BulkBar selection={selection} />
      <Suspense>
        {isEnrolling && (
          <EnrolDialog
            onClose={() => {
              setIsEnrolling(false);
              focusAfterDialog();
            }}
          />
        )}
      </Suspense>
    </>
  );
}
