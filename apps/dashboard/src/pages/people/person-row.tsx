import type { Look } from "@fieldline/ui/status";
import { Icon } from "../../components/icon.tsx";
import { LazyMenu, menuFrom } from "../../components/lazy-menu.tsx";
import { Moment } from "../../components/moment.tsx";
import { Chip } from "../../components/status-chip.tsx";
import { ROLE_WORDS } from "../../session/role-words.ts";
import { useMe } from "../../session/use-me.ts";
import type { Person, Question } from "./person.ts";

const ACTIVE: Look = { word: "Active", tone: "ok", icon: "M2 6l3 3 5-6", isFilled: false };
const DISABLED: Look = {
  word: "Disabled",
  tone: "idle",
  icon: "M11 6A5 5 0 1 1 1 6a5 5 0 0 1 10 0M2.5 9.5l7-7",
  isFilled: false,
};

const roleMenu = menuFrom(() => import("./role-panel.tsx").then(({ RolePanel }) => RolePanel));
const personMenu = menuFrom(() => import("./person-panel.tsx").then(({ PersonPanel }) => PersonPanel));

/** One person: who, what they may do, when they were last here, and whether they may sign in. */
export function PersonRow({ person, onAsk }: { person: Person; onAsk: (question: Question) => void }) {
  const me = useMe();
  const isDisabled = person.disabledAt !== null;
  return (
    <tr className="hover:bg-hover">
      <td data-column="person">
        <p className={`truncate font-[550] ${isDisabled ? "text-muted" : ""}`} title={person.name}>
          {person.name}
          {person.id === me?.id && <span className="ml-1.5 font-normal text-muted">(you)</span>}
        </p>
        <p className="truncate text-[12.5px] text-muted" title={person.email}>
          {person.email}
        </p>
      </td>
      <td data-column="role">
        <LazyMenu
          source={roleMenu}
          panelProps={{ person, onAsk }}
          trigger={
            <button
              type="button"
              aria-label={`Role of ${person.name}: ${ROLE_WORDS[person.role].name}`}
              className="-ml-2 inline-flex h-8 cursor-pointer items-center gap-1.5 rounded-md px-2 hover:bg-hover aria-expanded:bg-hover max-md:ml-0 max-md:h-10"
            >
              {ROLE_WORDS[person.role].name}
              <Icon name="chevron" size={11} className="text-muted" />
            </button>
          }
        />
      </td>
      <td data-column="seen" className="text-muted">
        {person.lastSeenAt === null ? "Never" : <Moment at={person.lastSeenAt} />}
      </td>
      <td data-column="state">
        <Chip look={isDisabled ? DISABLED : ACTIVE} />
      </td>
      <td data-column="menu">
        <LazyMenu
          source={personMenu}
          panelProps={{ person, onAsk }}
          trigger={
            <button
              type="button"
              data-person={person.id}
              aria-label={`Actions for ${person.name}`}
              className="inline-grid size-7 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover hover:text-text aria-expanded:bg-hover max-md:size-10"
            >
              <Icon name="more" />
            </button>
          }
        />
      </td>
    </tr>
  );
}
