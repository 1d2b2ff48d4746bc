import type { Person, Question } from "./person.ts";
import { PersonRow } from "./person-row.tsx";
import "./people-table.css";

interface PeopleTableProps {
  people: Person[];
  onAsk: (question: Question) => void;
}

/** Each person with role, last visit and state; on a phone a card each. */
export function PeopleTable({ people, onAsk }: PeopleTableProps) {
  return (
    <table aria-label="People" className="people-table text-[13.5px]">
      <thead>
        <tr className="text-muted">
          <th data-column="person">Person</th>
          <th data-column="role">Role</th>
          <th data-column="seen">Last seen</th>
          <th data-column="state">State</th>
          <th data-column="menu">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <PersonRow key={person.id} person={person} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}
