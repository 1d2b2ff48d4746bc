import { Button } from "../../components/button.tsx";
import { Moment } from "../../components/moment.tsx";
import { ROLE_WORDS } from "../../session/role-words.ts";
import { isUsable, type Token } from "./token.ts";

/** When a token ends or has ended. */
function End({ token: { revokedAt, expiresAt }, now }: { token: Token; now: number }) {
  if (revokedAt !== null)
    return (
      <>
        revoked <Moment at={revokedAt} />
      </>
    );
  return (
    <>
      {expiresAt > now ? "expires" : "expired"} <Moment at={expiresAt} />
    </>
  );
}

/** One token: what it may do, how it is used, and the way to revoke it. */
export function TokenLine({ token, now, onRevoke }: { token: Token; now: number; onRevoke: () => void }) {
  const isLive = isUsable(token, now);
  return (
    <li className="flex min-h-15.5 items-center gap-4 border-b border-line px-3.5 py-2.5 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2.5">
          <span className={`font-[550] wrap-anywhere ${isLive ? "" : "text-muted line-through"}`}>{token.name}</span>
          <span className="text-[12.5px] text-muted">{ROLE_WORDS[token.role].name}</span>
          {!isLive && (
            <span className="rounded-full bg-idle-weak px-2 text-[12px] leading-5 font-semibold text-idle">
              {token.revokedAt === null ? "Expired" : "Revoked"}
            </span>
          )}
        </p>
        <p className="text-[12.5px] text-muted">
          made <Moment at={token.createdAt} /> ·{" "}
          {token.lastUsedAt === null ? (
            "never used"
          ) : (
            <>
              used <Moment at={token.lastUsedAt} />
            </>
          )}{" "}
          · <End token={token} now={now} />
        </p>
      </div>
      {isLive && (
        <Button tone="danger" aria-label={`Revoke ${token.name}`} onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </li>
  );
}
