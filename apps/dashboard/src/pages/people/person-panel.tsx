import { copyText } from "../../components/copy.ts";
import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuItem, MenuLine } from "../../components/menu.tsx";
import type { Person, Question } from "./person.ts";
import { useEnable } from "./use-person-actions.ts";

interface PersonPanelProps {
  person: Person;
  onAsk: (question: Question) => void;
  trigger: MenuTrigger;
}

/** What can be done with a person beside the role. */
export function PersonPanel({ person, onAsk, trigger }: PersonPanelProps) {
  const enable = useEnable();
  return (
    <Menu trigger={trigger} align="end">
      <MenuItem onSelect={() => void copyText("E-mail", person.email)}>Copy the e-mail</MenuItem>
      <MenuItem onSelect={() => onAsk({ about: "password", person })}>Reset the password…</MenuItem>
      <MenuLine />
      {person.disabledAt === null ? (
        <MenuItem tone="danger" onSelect={() => onAsk({ about: "disable", person })}>
          Disable…
        </MenuItem>
      ) : (
        <MenuItem onSelect={() => enable.mutate({ id: person.id })}>Enable</MenuItem>
      )}
    </Menu>
  );
}
