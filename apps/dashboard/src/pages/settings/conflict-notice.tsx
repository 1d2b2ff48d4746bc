import type { ConfigKey } from "@fieldline/domain/config";
import { settingChanges } from "../../audit/setting-words.ts";
import { Button } from "../../components/button.tsx";
import { Moment } from "../../components/moment.tsx";
import { Notice } from "../../components/notice.tsx";
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
  const differences = settingChanges(settingKey, conflict.value, mine);
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
        <table className="mt-2.5 w-full border-collapse text-left text-[13.5px] [&_td]:py-1 [&_td]:pr-4 [&_td]:align-top [&_th]:py-1 [&_th]:pr-4 [&_th]:align-top [&_th]:font-medium">
          <thead className="text-muted">
            <tr>
              <th scope="col">
                <span className="sr-only">What</span>
              </th>
              <th scope="col">Theirs</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, before, after }) => (
              <tr key={field} className="border-t border-line">
                <th scope="row" className="text-muted">
                  {field}
                </th>
                <td>{before}</td>
                <td>{after}</td>
              </tr>
            ))}
          </tbody>
        </table>
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
