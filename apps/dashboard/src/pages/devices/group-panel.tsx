import { errorOf } from "@fieldline/client/errors";
import type { Device } from "@fieldline/domain/device";
import { formatQuantity } from "@fieldline/ui/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuItem, MenuLine } from "../../components/menu.tsx";
import { notify } from "../../toasts/notify.ts";
import { useGroups } from "./use-groups.ts";

interface GroupPanelProps {
  devices: readonly Pick<Device, "id" | "name">[];
  way: "add" | "remove";
  /** Asks for a new group of these devices. */
  onNew?: () => void;
  trigger: MenuTrigger;
}

/** The groups that devices can be put into or taken out of: those whose members are picked by hand. */
export function GroupPanel({ devices, way, onNew, trigger }: GroupPanelProps) {
  const api = useTRPC();
  const cache = useQueryClient();
  const { groups, query } = useGroups();
  const who = devices.length === 1 ? (devices[0]?.name ?? "") : formatQuantity(devices.length, "device");
  const setMembers = useMutation(
    api.devices.groups.setMembers.mutationOptions({
      onSuccess: ({ name }) => {
        void cache.invalidateQueries({ queryKey: api.devices.pathKey() });
        notify({
          tone: "success",
          title: way === "add" ? `${who} added to ${name}` : `${who} removed from ${name}`,
        });
      },
      onError: (error) =>
        notify({ tone: "error", title: "The group could not be changed", description: errorOf(error).message }),
    }),
  );
  const ids = devices.map(({ id }) => id);
  const fixed = groups.filter(({ kind }) => kind === "static");
  return (
    <Menu trigger={trigger}>
      {fixed.map(({ id, name, memberCount }) => (
        <MenuItem key={id} onSelect={() => setMembers.mutate({ id, [way]: ids })}>
          <span className="min-w-0 flex-1 truncate">{name}</span>
          <span className="text-[12.5px] text-muted">{memberCount}</span>
        </MenuItem>
      ))}
      {fixed.length === 0 && (
        <p className="max-w-64 px-2.5 py-1.5 text-muted">
          {query.isPending ? "Reading the groups…" : "There is no group whose devices are picked by hand yet."}
        </p>
      )}
      {onNew && (
        <>
          <MenuLine />
          <MenuItem icon="plus" onSelect={onNew}>
            New group of these…
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
