import { isEnded, type TaskJob } from "@fieldline/domain/job";
import { Card } from "../../../components/card.tsx";
import { JsonFold } from "../json-fold.tsx";

const NOTHING = new Set(["null", "{}", "[]", '""']);
const isEmpty = (value: unknown) => value === undefined || NOTHING.has(JSON.stringify(value));

/** What the agent is given, and what it gave back. */
export function TaskData({ job: { spec, result, status } }: { job: TaskJob }) {
  const hasResult = result !== null && result !== undefined;
  return (
    <Card title="Input and result">
      <div className="grid gap-2.5 p-3.5">
        {isEmpty(spec.input) ? (
          <p className="text-muted">It is given no input.</p>
        ) : (
          <JsonFold name="Input" value={spec.input} className="" />
        )}
        {hasResult ? (
          <JsonFold key="result" name="Result" value={result} className="" />
        ) : (
          <p className="text-muted">{isEnded(status) ? "It gave no result." : "Its result comes with its end."}</p>
        )}
      </div>
    </Card>
  );
}
