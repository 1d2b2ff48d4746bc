import { THEME_CHOICES, type ThemeChoice } from "@fieldline/ui/theme";
import { useNavigate } from "@tanstack/react-router";
import { DropdownMenu } from "radix-ui";
import type { MenuTrigger } from "../components/lazy-menu.tsx";
import { Menu, MenuItem, MenuLine, MenuRadioItem } from "../components/menu.tsx";
import type { Me } from "../session/me.ts";
import { ROLE_WORDS } from "../session/role-words.ts";
import { useSignOut } from "../session/use-sign-out.ts";
import { useTheme } from "./use-theme.ts";

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

interface AccountPanelProps {
  me: Me | undefined;
  onShowShortcuts: () => void;
  trigger: MenuTrigger;
}

/** Who is signed in, their account, the theme, the list of shortcuts, and the way out. */
export function AccountPanel({ me, onShowShortcuts, trigger }: AccountPanelProps) {
  const navigate = useNavigate();
  const signOut = useSignOut();
  const [theme, setTheme] = useTheme();
  return (
    <Menu trigger={trigger} align="end">
      {me && (
        <>
          <DropdownMenu.Label className="max-w-72 px-2.5 pt-1.5 pb-2">
            <span className="block font-semibold wrap-anywhere">{me.name}</span>
            <span className="block wrap-anywhere text-muted">{me.email}</span>
            <span className="block text-muted">{ROLE_WORDS[me.role].name}</span>
          </DropdownMenu.Label>
          <MenuLine />
        </>
      )}
      <MenuItem icon="person" onSelect={() => void navigate({ to: "/account" })}>
        Account
      </MenuItem>
      <MenuItem icon="keyboard" onSelect={onShowShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      <MenuLine />
      <DropdownMenu.Label className="px-2.5 pt-1 text-[12px] text-muted">Theme</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={theme} onValueChange={(value) => setTheme(value as ThemeChoice)}>
        {THEME_CHOICES.map((value) => (
          <MenuRadioItem key={value} value={value}>
            {capital(value)}
          </MenuRadioItem>
        ))}
      </DropdownMenu.RadioGroup>
      <MenuLine />
      <MenuItem icon="leave" onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
