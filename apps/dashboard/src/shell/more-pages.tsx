import { useNavigate } from "@tanstack/react-router";
import type { MenuTrigger } from "../components/lazy-menu.tsx";
import { Menu, MenuItem } from "../components/menu.tsx";
import type { NavigationPage } from "./pages.ts";

interface MorePagesProps {
  pages: readonly NavigationPage[];
  trigger: MenuTrigger;
}

/** The pages for which a phone's bar has no room. */
export function MorePages({ pages, trigger }: MorePagesProps) {
  const navigate = useNavigate();
  return (
    <Menu trigger={trigger} align="end">
      {pages.map(({ to, label, icon }) => (
        <MenuItem key={to} icon={icon} onSelect={() => void navigate({ to })}>
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
