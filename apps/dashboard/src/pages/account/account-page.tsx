import { PageHeader } from "../../shell/page-header.tsx";
import { PasswordCard } from "./password-card.tsx";
import { Sessions } from "./sessions.tsx";
import { Tokens } from "./tokens.tsx";
import { useSessions } from "./use-sessions.ts";
import { WhoIAm } from "./who-i-am.tsx";

/** What belongs to the one who is signed in. */
export function AccountPage() {
  const { isPending } = useSessions();
  return (
    <>
      <PageHeader title="Account" />
      <div className="mt-4 grid items-start gap-3 lg:grid-cols-[minmax(0,380px)_minmax(0,1fr)]">
        <div className="grid min-w-0 gap-3">
          <WhoIAm />
          <PasswordCard />
        </div>
        <div className="grid min-w-0 gap-3">
          <Sessions />
          {!isPending && <Tokens />}
        </div>
      </div>
    </>
  );
}
