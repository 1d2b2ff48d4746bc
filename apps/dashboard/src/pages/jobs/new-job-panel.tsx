import { useNavigate } from "@tanstack/react-router";
import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuItem, MenuLine } from "../../components/menu.tsx";
import { useCan } from "../../session/use-me.ts";

/** The kinds of jobs; a command starts at its device. */
export function NewJobPanel({ trigger }: { trigger: MenuTrigger }) {
  const navigate = useNavigate();
  const can = useCan();
  return (
    <Menu trigger={trigger} align="end">
      <MenuItem onSelect={() => void navigate({ to: "/jobs/new" })}>Probe</MenuItem>
      <MenuItem onSelect={() => void navigate({ to: "/jobs/new-task" })}>Task</MenuItem>
      <MenuItem onSelect={() => void navigate({ to: "/devices" })}>Command on a device…</MenuItem>
      {can("schedules.create") && (
        <>
          <MenuLine />
          <MenuItem onSelect={() => void navigate({ to: "/schedules/new" })}>Schedule</MenuItem>
        </>
      )}
    </Menu>
  );
}
