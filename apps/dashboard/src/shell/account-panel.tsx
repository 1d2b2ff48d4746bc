import { THEME_CHOICES, type ThemeChoice } from "@fieldline/ui/theme";
import { DropdownMenu } from "radix-ui";
import type { MenuTrigger } from "../components/lazy-menu.tsx";
import { Menu, MenuItem, MenuLine, MenuRadioItem } from "../components/menu.tsx";
import { useTheme } from "./use-theme.ts";

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

interface AccountPanelProps {
  me: { name: string; role: string } | undefined;
  onShowShortcuts: () => void;
  trigger: MenuTrigger;
}

/** Who is signed in, the theme, and the list of shortcuts. */
export function AccountPanel({ me, onShowShortcuts, trigger }: AccountPanelProps) {
  const [theme, setTheme] = useTheme();
  return (
    <Menu trigger={trigger} align="end">
      {me && (
        <>
          <DropdownMenu.Label className="px-2.5 pt-1.5 pb-2">
            <span className="block font-semibold">{me.name}</span>
            <span className="text-muted">{capital(me.role)}</span>
          </DropdownMenu.Label>
          <MenuLine />
        </>
      )}
      <DropdownMenu.Label className="px-2.5 pt-1 text-[12px] text-muted">Theme</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={theme} onValueChange={(value) => setTheme(value as ThemeChoice)}>
        {THEME_CHOICES.map((value) => (
          <MenuRadioItem key={value} value={value}>
            {capital(value)}
          </MenuRadioItem>
        ))}
      </DropdownMenu.RadioGroup>
      <MenuLine />
      <MenuItem icon="keyboard" onSelect={onShowShortcuts}>
        Keyboard shortcuts
      </MenuItem>
    </Menu>
  );
}
