import { Button } from "../components/button.tsx";
import { Moment } from "../components/moment.tsx";
import { Notice } from "../components/notice.tsx";

export interface Difference {
  field: string;
  theirs: string;
  mine: string;
}

interface ChangedMeanwhileProps {
  /** Who has saved, where that is known. */
  who: string | undefined;
  at: number | undefined;
  differences: readonly Difference[];
  isSaving: boolean;
  onTakeTheirs: () => void;
  onSaveMine: () => void;
}

/** Somebody else has saved first: who, what, and which of both shall hold. */
export function ChangedMeanwhile({ who, at, differences, isSaving, ...on }: ChangedMeanwhileProps) {
  return (
    <Notice tone="warn" role="alert">
      <p>
        <b className="font-semibold">{who ?? "Somebody else"} has changed this meanwhile</b>
        {at !== undefined && (
          <>
            {" "}
            <Moment at={at} />
          </>
        )}
        . What you typed is not saved; it is still in the form.
      </p>
      {differences.length > 0 && (
        <table className="mt-2.5 w-full table-fixed border-collapse text-left text-[13.5px] [&_td]:py-1 [&_td]:pr-4 [&_td]:align-top [&_td]:wrap-anywhere [&_th]:py-1 [&_th]:pr-4 [&_th]:align-top [&_th]:font-medium">
          <thead className="text-muted">
            <tr>
              <th scope="col" className="w-28">
                <span className="sr-only">What</span>
              </th>
              <th scope="col">Theirs</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ field, theirs, mine }) => (
              <tr key={field} className="border-t border-line">
                <th scope="row" className="text-muted">
                  {field}
                </th>
                <td>{theirs}</td>
                <td>{mine}</td>
              </tr>
            ))}
          </tbody>
        </table>
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
