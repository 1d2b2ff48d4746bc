import { ENDED_STATUSES, type Job } from "@fieldline/domain/job";
import { statusLook } from "@fieldline/ui/status";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { MenuChip } from "../jobs/filter-chip.tsx";
import { DeviceJobLine } from "./device-job-line.tsx";
import { readDeviceSearch, statusesOf } from "./device-search.ts";
import { useHistory } from "./use-device-jobs.ts";

const STATUSES = ENDED_STATUSES.map((value) => ({ value, label: statusLook(value).word }));
const KINDS = [
  { value: "command", label: "Commands" },
  { value: "probe", label: "Probes" },
  { value: "task", label: "Tasks" },
];

/** What the device has done, the newest first, narrowed by what the address says. */
export function DeviceHistory({ deviceId }: { deviceId: string }) {
  const api = useTRPC();
  const navigate = useNavigate();
  const search = useSearch({ from: "/devices/$deviceId" });
  const { kind, template } = search;
  const statuses = statusesOf(search);
  const templates = useQuery(api.templates.list.queryOptions({}));
  const query = useHistory(deviceId);
  const jobs = query.data?.pages.flatMap(({ items }): Job[] => items) ?? [];
  const change = (part: Record<string, unknown>) =>
    void navigate({
      to: "/devices/$deviceId",
      params: { deviceId },
      search: readDeviceSearch({ ...search, ...part }),
      replace: true,
      resetScroll: false,
    });
  const isNarrowed = Boolean(kind || template || statuses.length > 0);
  return (
    <Card
      title="History"
      aside={
        <fieldset aria-label="Filters" className="ml-auto flex min-w-0 flex-wrap items-center gap-2 py-1">
          <MenuChip
            name="Status"
            isMany
            choices={STATUSES}
            chosen={statuses}
            onChange={(chosen) => change({ status: chosen.join(",") })}
          />
          <MenuChip
            name="Kind"
            choices={KINDS}
            chosen={kind ? [kind] : []}
            onChange={([value]) => change({ kind: value })}
          />
          <MenuChip
            name="Template"
            hasNames
            choices={templates.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
            chosen={template ? [template] : []}
            onChange={([value]) => change({ template: value })}
          />
        </fieldset>
      }
    >
      {query.isLoadingError && (
        <ErrorState
          what="The history"
          error={query.error}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
      {query.isSuccess && jobs.length === 0 && (
        <p className="flex flex-wrap items-center gap-3 p-3.5 text-muted">
          {isNarrowed ? "No job of this device has all of these properties." : "No job has ended here yet."}
          {isNarrowed && (
            <Button onClick={() => change({ status: undefined, kind: undefined, template: undefined })}>
              Clear the filters
            </Button>
          )}
        </p>
      )}
      <ul className={query.isPlaceholderData ? "opacity-60" : ""}>
        {jobs.map((job) => (
          <DeviceJobLine key={job.id} job={job} />
        ))}
      </ul>
      <ShowMore query={query} />
    </Card>
  );
}
