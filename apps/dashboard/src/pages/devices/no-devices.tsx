import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { useCan } from "../../session/use-me.ts";
import { type DevicesSearch, isNarrowed } from "./devices-search.ts";

interface NoDevicesProps {
  search: DevicesSearch;
  onClear: () => void;
  onEnrol: () => void;
}

function noneWords({ revoked, ...others }: DevicesSearch): string {
  const isRevokedAlone = revoked && !Object.values(others).some(Boolean);
  return isRevokedAlone ? "No device has been revoked." : "No device has all of these properties.";
}

/** An empty list: because nothing has enrolled yet, or because nothing matches. */
export function NoDevices({ search, onClear, onEnrol }: NoDevicesProps) {
  const canEnrol = useCan()("devices.createEnrollment");
  if (isNarrowed(search))
    return (
      <EmptyState title="No device matches" action={<Button onClick={onClear}>Clear search and filters</Button>}>
        {search.q ? (
          <>
            No device has “{search.q}” in its name, account, MAC, IP or id
            {Object.values({ ...search, q: undefined }).some(Boolean) && " and fits the filters"}.
          </>
        ) : (
          noneWords(search)
        )}
      </EmptyState>
    );
  return (
    <EmptyState
      title="No devices yet"
      action={
        canEnrol && (
          <Button tone="primary" onClick={onEnrol}>
            Enrol the first device
          </Button>
        )
      }
    >
      A device takes commands and measures from where it stands.{" "}
      {canEnrol
        ? "Two commands on it, and it appears here."
        : "Somebody with the role Operator can enrol the first one."}
    </EmptyState>
  );
}
