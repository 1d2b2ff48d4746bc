import type { ConfigKey } from "@fieldline/domain/config";
import { settingChanges } from "../../audit/setting-words.ts";
import { Button } from "../../components/button.tsx";
import { Moment } from "../../components/moment.tsx";
import { Notice } from "../../components/notice.tsx";
import { DifferenceTable } from "../../versions/difference-table.tsx";
import type { Conflict } from "./set-refusal.ts";

interface ConflictNoticeProps {
  settingKey: ConfigKey;
  conflict: Conflict;
  mine: unknown;
  isSaving: boolean;
  onTakeTheirs: () => void;
  onSaveMine: () => void;
}

/** Somebody else has saved first: who, what, and which of both shall hold. */
export function ConflictNotice({ settingKey, conflict, mine, isSaving, ...on }: ConflictNoticeProps) {
  const differences = settingChanges(settingKey, conflict.value, mine).map(({ field, before, after }) => ({
    field,
    theirs: before,
    mine: after,
  }));
  return (
    <Notice tone="warn" role="alert">
      <p>
        <b className="font-semibold">{conflict.updatedBy ?? "Somebody else"} has saved another value</b>
        {conflict.updatedAt !== null && (
          <>
            {" "}
            <Moment at={conflict.updatedAt} />
          </>
        )}
        . Yours is not saved; it is still in the form.
      </p>
      {differences.length > 0 ? (
        <DifferenceTable differences={differences} />
      ) : (
        <p className="mt-1">Both values are the same.</p>
      )}
      <div className="mt-3 flex flex-wrap gap-2 text-[14px]">
        <Button onClick={on.onTakeTheirs}>Take theirs</Button>
        <Button tone="danger" onClick={on.onSaveMine} disabled={isSaving}>
          {isSaving ? "Saving…" : "Save mine over it"}
        </Button>
      </div>
    </Notice>
  );
}
