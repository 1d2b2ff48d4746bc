import { THEME_CHOICES } from "@fieldline/ui/theme";
import { useQuery } from "@tanstack/react-query";
import { DropdownMenu } from "radix-ui";
import { useTRPC } from "../api/trpc.ts";
import { Icon } from "../components/icon.tsx";
import { MenuItem, MenuPanel, MenuRadioItem } from "../components/menu.tsx";
import { useTheme } from "./use-theme.ts";

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Who is signed in, the theme, and the list of shortcuts. */
export function AccountMenu({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const trpc = useTRPC();
  const { data: me } = useQuery(trpc.users.me.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  const [theme, setTheme] = useTheme();
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="flex h-9 min-w-9 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text max-md:h-10">
        <span
          aria-hidden="true"
          className="grid size-6 place-items-center rounded-full bg-accent-weak text-[11.5px] font-semibold text-accent"
        >
          {me ? capital(me.name).charAt(0) : ""}
        </span>
        <span className="sr-only">Account and settings of </span>
        <span className="w-34 truncate text-left max-lg:sr-only">{me?.name}</span>
        <Icon name="chevron" size={12} />
      </DropdownMenu.Trigger>
      <MenuPanel align="end">
        {me && (
          <DropdownMenu.Label className="px-2.5 pt-1.5 pb-2">
            <span className="block font-semibold">{me.name}</span>
            <span className="text-muted">{capital(me.role)}</span>
          </DropdownMenu.Label>
        )}
        <DropdownMenu.Separator className="my-1 h-px bg-line" />
        <DropdownMenu.Label className="px-2.5 pt-1 text-[12px] text-muted">Theme</DropdownMenu.Label>
        <DropdownMenu.RadioGroup value={theme} onValueChange={(value) => setTheme(value as typeof theme)}>
          {THEME_CHOICES.map((value) => (
            <MenuRadioItem key={value} value={value}>
              {capital(value)}
            </MenuRadioItem>
          ))}
        </DropdownMenu.RadioGroup>
        <DropdownMenu.Separator className="my-1 h-px bg-line" />
        <MenuItem icon="keyboard" onSelect={onShowShortcuts}>
          Keyboard shortcuts
        </MenuItem>
      </MenuPanel>
    </DropdownMenu.Root>
  );
}
