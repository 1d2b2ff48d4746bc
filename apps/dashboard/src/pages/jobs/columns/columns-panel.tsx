import type { MenuTrigger } from "../../../components/lazy-menu.tsx";
import { Menu, MenuCheckItem, MenuItem, MenuLine } from "../../../components/menu.tsx";
import { columnLabel, columnsOf } from "./column-plan.ts";
import type { JobColumns } from "./use-job-columns.ts";

/** Each column that the list can have; one that is wanted and finds no room says so. */
export function ColumnsPanel({ columns, trigger }: { columns: JobColumns; trigger: MenuTrigger }) {
  const { kind, wanted, shown, isUsual, toggle, reset } = columns;
  return (
    <Menu trigger={trigger} align="end">
      {columnsOf(kind).map((id) => (
        <MenuCheckItem key={id} checked={wanted.includes(id)} onChange={(isShown) => toggle(id, isShown)}>
          <span className="flex items-baseline gap-2">
            {columnLabel(id, kind)}
            {wanted.includes(id) && !shown.has(id) && <span className="text-[12.5px] text-muted">no room here</span>}
          </span>
        </MenuCheckItem>
      ))}
      <MenuLine />
      <MenuItem isDisabled={isUsual} onSelect={reset}>
        The usual columns
      </MenuItem>
    </Menu>
  );
}
