import { formatExact } from "@fieldline/ui/time";
import type { ReactNode } from "react";
import type { AuditEntry } from "../../audit/audit-entry.ts";
import { ChangeList } from "../../audit/change-list.tsx";
import { allChangesOf, type Change } from "../../audit/changes.ts";
import { isSetting } from "../../audit/setting-names.ts";
import { settingChanges } from "../../audit/setting-words.ts";
import { Button } from "../../components/button.tsx";
import { CopyText } from "../../components/copy-text.tsx";
import { ENTITY_WORDS } from "./audit-choices.ts";
import type { AuditSearch } from "./audit-search.ts";

function changesIn({ entityType, entityId, before, after }: AuditEntry): Change[] {
  if (entityType === "config" && isSetting(entityId)) return settingChanges(entityId, before, after);
  return allChangesOf(before, after);
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline gap-2">
      <dt className="w-20 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 wrap-anywhere">{children}</dd>
    </div>
  );
}

interface AuditDetailsProps {
  entry: AuditEntry;
  onNarrow: (part: AuditSearch) => void;
}

/** What an entry changed, and by what it is traced. */
export function AuditDetails({ entry, onNarrow }: AuditDetailsProps) {
  const { at, actor, entityType, entityId, address, requestId, tokenId, action } = entry;
  const changes = changesIn(entry);
  const what = ENTITY_WORDS[entityType].one;
  return (
    <div className="grid gap-x-8 gap-y-3 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
      <div className="min-w-0">
        {changes.length > 0 ? <ChangeList changes={changes} /> : <p className="text-muted">No values were changed.</p>}
      </div>
      <div className="text-[13px]">
        <dl className="grid content-start gap-y-0.5">
          <Fact name="Exactly">{formatExact(at)}</Fact>
          <Fact name="By">
            {actor.kind === "user" ? "person" : actor.kind} <CopyText what="Id" text={actor.id} />
          </Fact>
          <Fact name="Done to">
            {what} <CopyText what="Id" text={entityId} />
          </Fact>
          <Fact name="Action">
            <span className="font-mono text-[.93em]">{action}</span>
          </Fact>
          {tokenId && (
            <Fact name="Token">
              <CopyText what="Token's id" text={tokenId} />
            </Fact>
          )}
          <Fact name="Address">{address ? <CopyText what="Address" text={address} /> : "none"}</Fact>
          <Fact name="Request">{requestId ? <CopyText what="Request id" text={requestId} /> : "none"}</Fact>
        </dl>
        <div className="mt-2 flex flex-wrap gap-2">
          <Button className="h-7 text-[12.5px]" onClick={() => onNarrow({ actor: actor.id })}>
            All by {actor.name}
          </Button>
          <Button className="h-7 text-[12.5px]" onClick={() => onNarrow({ type: entityType, entity: entityId })}>
            All about this {what}
          </Button>
        </div>
      </div>
    </div>
  );
}
