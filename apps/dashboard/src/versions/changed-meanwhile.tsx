import { Button } from "../components/button.tsx";
import { Moment } from "../components/moment.tsx";
import { Notice } from "../components/notice.tsx";
import { type Difference, DifferenceTable } from "./difference-table.tsx";

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
      {differences.length > 0 && <DifferenceTable differences={differences} />}
      <div className="mt-3 flex flex-wrap gap-2 text-[14px]">
        <Button onClick={on.onTakeTheirs}>Take theirs</Button>
        <Button tone="danger" onClick={on.onSaveMine} disabled={isSaving}>
          {isSaving ? "Saving…" : "Save mine over it"}
        </Button>
      </div>
    </Notice>
  );
}
