import type { BulkAction } from "@fieldline/domain/bulk";
import type { MenuTrigger } from "../../../components/lazy-menu.tsx";
import { Menu, MenuItem } from "../../../components/menu.tsx";
import { BULK_WORDS } from "./bulk-words.ts";

interface BulkPanelProps {
  actions: readonly { action: BulkAction; isUseful: boolean }[];
  /** How many of them have a button where there is room for it. */
  hidden: number;
  onAsk: (action: BulkAction) => void;
  trigger: MenuTrigger;
}

export function BulkPanel({ actions, hidden, onAsk, trigger }: BulkPanelProps) {
  const isRoomy = matchMedia("(width >= 1024px)").matches;
  return (
    <Menu trigger={trigger} align="end">
      {actions.slice(isRoomy ? hidden : 0).map(({ action, isUseful }) => (
        <MenuItem
          key={action}
          tone={BULK_WORDS[action].tone === "final" ? "danger" : "plain"}
          isDisabled={!isUseful}
          onSelect={() => onAsk(action)}
        >
          {BULK_WORDS[action].label}…
        </MenuItem>
      ))}
    </Menu>
  );
}
