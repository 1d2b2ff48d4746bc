import type { View } from "@fieldline/domain/views-input";
import { formatCount } from "@fieldline/ui/format";
import { useQuery } from "@tanstack/react-query";
import { DropdownMenu } from "radix-ui";
import { useTRPC } from "../../../api/trpc.ts";
import type { MenuTrigger } from "../../../components/lazy-menu.tsx";
import { Menu, MenuItem, MenuLine, MenuRadioItem } from "../../../components/menu.tsx";
import { useMe } from "../../../session/use-me.ts";
import { USUAL } from "../columns/column-choice.ts";
import { useOwnColumns } from "../columns/own-columns.ts";
import { isFiltered, type JobsSearch } from "../jobs-search.ts";
import { isSameSearch, NOBODY_LOOKED, searchOf } from "./view.ts";

const ALL = "all";
const LETTERS = "nobody-looked";

interface ViewsPanelProps {
  search: JobsSearch;
  views: readonly View[];
  onPick: (search: JobsSearch) => void;
  onAsk: (question: "save" | "manage") => void;
  trigger: MenuTrigger;
}

/** The views by whose they are: everybody's, my own, shared by others. */
export function ViewsPanel({ search, views, onPick, onAsk, trigger }: ViewsPanelProps) {
  const api = useTRPC();
  const me = useMe();
  const own = useOwnColumns();
  const { data: letters } = useQuery(api.jobs.count.queryOptions({ isUnreviewed: true }, { staleTime: 0 }));
  const mine = views.filter(({ ownerId }) => ownerId === me?.id);
  const theirs = views.filter(({ ownerId }) => ownerId !== me?.id);
  const chosen = views.find((view) => isSameSearch(searchOf(view), search, own))?.id;
  const builtIn = isSameSearch(NOBODY_LOOKED.search, search, own) ? LETTERS : isFiltered(search) ? "" : ALL;
  const isWorthKeeping = isFiltered(search) || search.sort !== undefined || (search.columns ?? own) !== USUAL;
  const pick = (value: string) => {
    const view = views.find(({ id }) => id === value);
    if (view) onPick(searchOf(view));
    else onPick(value === LETTERS ? NOBODY_LOOKED.search : {});
  };
  return (
    <Menu trigger={trigger}>
      <DropdownMenu.RadioGroup value={chosen ?? builtIn} onValueChange={pick}>
        <MenuRadioItem value={ALL}>All jobs</MenuRadioItem>
        <MenuRadioItem value={LETTERS}>
          {NOBODY_LOOKED.name}
          {letters && ` (${formatCount(letters.count)})`}
        </MenuRadioItem>
        {mine.length > 0 && <MenuLine />}
        {mine.map(({ id, name, isShared }) => (
          <MenuRadioItem key={id} value={id}>
            <ViewName name={name} aside={isShared ? "shared" : undefined} />
          </MenuRadioItem>
        ))}
        {theirs.length > 0 && <MenuLine />}
        {theirs.map(({ id, name, ownerName }) => (
          <MenuRadioItem key={id} value={id}>
            <ViewName name={name} aside={`by ${ownerName}`} />
          </MenuRadioItem>
        ))}
      </DropdownMenu.RadioGroup>
      <MenuLine />
      <MenuItem isDisabled={!isWorthKeeping} onSelect={() => onAsk("save")}>
        Save this view…
      </MenuItem>
      {mine.length > 0 && <MenuItem onSelect={() => onAsk("manage")}>Change my views…</MenuItem>}
    </Menu>
  );
}

function ViewName({ name, aside }: { name: string; aside: string | undefined }) {
  return (
    <span className="flex max-w-72 min-w-0 items-baseline gap-2">
      <span className="truncate">{name}</span>
      {aside && <span className="shrink-0 text-[12.5px] text-muted">{aside}</span>}
    </span>
  );
}
