import { Card } from "../../components/card.tsx";
import { ROLE_WORDS } from "../../session/role-words.ts";
import { useMe } from "../../session/use-me.ts";

/** Name, e-mail and role of the one who is signed in. */
export function WhoIAm() {
  const me = useMe();
  if (!me) return null;
  const { name, may } = ROLE_WORDS[me.role];
  return (
    <Card title="You">
      <dl className="grid grid-cols-[56px_minmax(0,1fr)] gap-x-3 gap-y-2 p-3.5 [&_dt]:text-muted">
        <dt>Name</dt>
        <dd className="font-medium wrap-anywhere">{me.name}</dd>
        <dt>E-mail</dt>
        <dd className="wrap-anywhere">{me.email}</dd>
        <dt>Role</dt>
        <dd>
          <span className="font-medium">{name}</span>
          <p className="text-muted">{may}</p>
        </dd>
      </dl>
    </Card>
  );
}
