import type { Queue } from "@fieldline/domain/queue";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { useCan } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { DeleteQueueDialog } from "./delete-queue-dialog.tsx";
import { PauseQueueDialog } from "./pause-queue-dialog.tsx";
import type { QueueQuestion } from "./queue-buttons.tsx";
import { QueueDialog } from "./queue-dialog.tsx";
import { COLUMNS, QueueRow } from "./queue-row.tsx";
import { QueuesSkeleton } from "./queues-skeleton.tsx";
import { useQueues } from "./use-queues.ts";

/** Where tasks wait: how many are at work and how many wait, as it happens. */
export function QueuesPage() {
  const can = useCan();
  const { data: queues, error, isPending, isFetching, refetch } = useQueues();
  const [question, setQuestion] = useState<{ about: QueueQuestion; queue: Queue } | "new">();
  const close = () => {
    setQuestion(undefined);
    focusAfterDialog();
  };
  const newQueue = can("queues.create") && (
    <Button tone="primary" onClick={() => setQuestion("new")}>
      New queue
    </Button>
  );
  return (
    <>
      <PageHeader title="Queues">{newQueue}</PageHeader>
      <section aria-label="All queues" className="mt-3.5 rounded-md border border-line bg-surface">
        {isPending && <QueuesSkeleton />}
        {error && !queues && (
          <ErrorState what="Queues" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
        )}
        {queues?.length === 0 && (
          <EmptyState title="No queues yet" action={newQueue}>
            A queue is where tasks wait for an agent, and how many of them may run at once.
          </EmptyState>
        )}
        {queues && queues.length > 0 && (
          <div className={COLUMNS}>
            <Heads />
            <ul aria-label="Queues" className="col-span-full grid grid-cols-subgrid max-lg:block">
              {queues.map((queue) => (
                <QueueRow key={queue.name} queue={queue} onAsk={(about) => setQuestion({ about, queue })} />
              ))}
            </ul>
          </div>
        )}
      </section>
      {question === "new" && <QueueDialog onClose={close} />}
      {typeof question === "object" && <Asked {...question} onClose={close} />}
    </>
  );
}

function Asked({ about, queue, onClose }: { about: QueueQuestion; queue: Queue; onClose: () => void }) {
  if (about === "pause") return <PauseQueueDialog queue={queue} onClose={onClose} />;
  if (about === "delete") return <DeleteQueueDialog queue={queue} onClose={onClose} />;
  return <QueueDialog queue={queue} onClose={onClose} />;
}

/** The columns' heads; each figure has its name beside it for a screen reader. */
function Heads() {
  return (
    <div
      aria-hidden="true"
      className="col-span-full grid h-9 grid-cols-subgrid items-center border-b border-line px-3.5 text-[12.5px] text-muted max-lg:hidden"
    >
      <span>Queue</span>
      <span>Places</span>
      <span className="text-right">Waiting</span>
      <span className="text-right">Oldest wait</span>
      <span className="text-right">Priority</span>
    </div>
  );
}
