import { DropdownMenu } from "radix-ui";
import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuCheckItem, MenuRadioItem } from "../../components/menu.tsx";
import type { Choice } from "./choices.ts";

interface ChoicePanelProps {
  choices: readonly Choice[];
  chosen: readonly string[];
  isMany: boolean;
  /** What it is called when nothing is chosen. */
  none: string;
  onChange: (chosen: string[]) => void;
  trigger: MenuTrigger;
}

/** The choices of a filter: several at once, or one of them or none. */
export function ChoicePanel({ choices, chosen, isMany, none, onChange, trigger }: ChoicePanelProps) {
  if (isMany)
    return (
      <Menu trigger={trigger}>
        {choices.map(({ value, label }) => (
          <MenuCheckItem
            key={value}
            checked={chosen.includes(value)}
            onChange={(checked) => onChange(checked ? [...chosen, value] : chosen.filter((each) => each !== value))}
          >
            {label}
          </MenuCheckItem>
        ))}
      </Menu>
    );
  return (
    <Menu trigger={trigger}>
      <DropdownMenu.RadioGroup value={chosen[0] ?? ""} onValueChange={(value) => onChange(value ? [value] : [])}>
        <MenuRadioItem value="">{none}</MenuRadioItem>
        {choices.map(({ value, label }) => (
          <MenuRadioItem key={value} value={value}>
            {label}
          </MenuRadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </Menu>
  );
}
