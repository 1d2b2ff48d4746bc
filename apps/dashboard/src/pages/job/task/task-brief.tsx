import type { TaskSpec } from "@fieldline/domain/job";
import { Card } from "../../../components/card.tsx";
import { PlainProse } from "./plain-prose.tsx";

/** What is to be done, and by what one tells that it is. */
export function TaskBrief({ spec: { description, acceptanceCriteria } }: { spec: TaskSpec }) {
  return (
    <Card title="What is asked for">
      <div className="grid gap-4 p-3.5">
        {description ? (
          <PlainProse text={description} />
        ) : (
          <p className="text-muted">No description: its type and its input say it all.</p>
        )}
        {acceptanceCriteria && (
          <div>
            <h3 className="mb-1.5 text-[13px] font-semibold text-muted">It is done when</h3>
            <PlainProse text={acceptanceCriteria} />
          </div>
        )}
      </div>
    </Card>
  );
}
