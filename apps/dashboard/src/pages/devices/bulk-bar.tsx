import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button, buttonClass } from "../../components/button.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { Icon } from "../../components/icon.tsx";
import { LazyMenu, menuFrom } from "../../components/lazy-menu.tsx";
import { useCan } from "../../session/use-me.ts";
import { GroupDialog } from "./group-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import type { useSelection } from "./use-selection.ts";

const groupMenu = menuFrom(() => import("./group-panel.tsx").then(({ GroupPanel }) => GroupPanel));

/** What can be done with the devices that are picked. */
export function BulkBar({ selection }: { selection: ReturnType<typeof useSelection> }) {
  const can = useCan();
  const [asked, setAsked] = useState<"revoke" | "group">();
  const { picked, count, clear } = selection;
  const close = () => {
    setAsked(undefined);
    focusAfterDialog();
  };
  if (count === 0) return null;
  const groupButton = (way: "add" | "remove", label: string) => (
    <LazyMenu
      source={groupMenu}
      panelProps={{ devices: picked, way, ...(way === "add" && { onNew: () => setAsked("group") }) }}
      trigger={
        <button type="button" className={buttonClass()}>
          {label} <Icon name="chevron" size={11} className="text-muted" />
        </button>
      }
    />
  );
  return (
    <section
      aria-label="With the selected devices"
      className="sticky bottom-4 z-15 mx-auto mt-3 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-md border border-line bg-raised p-2 pl-3.5 shadow-float max-md:bottom-20"
    >
      <p role="status" className="mr-1 font-semibold">
        {count} selected
      </p>
      {can("devices.groups.setMembers") && groupButton("add", "Add to group")}
      {can("devices.groups.setMembers") && groupButton("remove", "Remove from group")}
      {can("rollouts.create") && (
        <Link
          to={"/rollouts/new" as string}
          search={{ devices: picked.map(({ id }) => id).join(",") } as never}
          className={buttonClass()}
        >
          Run a template
        </Link>
      )}
      {can("devices.revoke") && (
        <Button tone="danger" onClick={() => setAsked("revoke")}>
          Revoke
        </Button>
      )}
      <Button tone="quiet" onClick={clear}>
        Clear
      </Button>
      {asked === "revoke" && <RevokeDialog devices={picked} onClose={close} onRevoked={clear} />}
      {asked === "group" && <GroupDialog deviceIds={picked.map(({ id }) => id)} onClose={close} />}
    </section>
  );
}
