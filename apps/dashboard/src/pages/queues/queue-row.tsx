import type { Queue } from "@fieldline/domain/queue";
import { formatCount, NO_VALUE } from "@fieldline/ui/format";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Chip } from "../../components/status-chip.tsx";
import { OldestWait } from "./oldest-wait.tsx";
import { PausedWords } from "./paused-words.tsx";
import { Places, placesWords } from "./places.tsx";
import { QueueButtons, type QueueQuestion } from "./queue-buttons.tsx";
import { FULL, PAUSED } from "./queue-looks.ts";

/** Of the list; its heads and rows take them over, so that the widest buttons make room in all of them. */
export const COLUMNS =
  "grid grid-cols-[minmax(0,1fr)_minmax(150px,230px)_72px_100px_64px_auto] gap-x-5 max-xl:grid-cols-[minmax(0,1fr)_190px_72px_100px_64px] max-lg:block";
const LINK = "text-text underline decoration-line-strong underline-offset-2 hover:text-accent";

interface QueueRowProps {
  queue: Queue;
  onAsk: (about: QueueQuestion) => void;
}

/** One queue: who is at work, who waits and since when, and what can be done about it. */
export function QueueRow({ queue, onAsk }: QueueRowProps) {
  const { name, description, paused, active, maxConcurrency, waiting, defaultPriority } = queue;
  const isFull = active >= maxConcurrency;
  return (
    <li className="col-span-full grid min-h-16 grid-cols-subgrid items-center gap-y-2 border-b border-line px-3.5 py-2.5 last:border-0 max-lg:grid-cols-3 max-lg:gap-x-5 max-lg:py-3.5">
      <div className="min-w-0 max-lg:col-span-3">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <Link
            to="/jobs"
            search={{ queue: name }}
            className="font-[550] text-text no-underline wrap-anywhere hover:text-accent"
          >
            {name}
          </Link>
          {paused && <Chip look={PAUSED} />}
          {!paused && isFull && waiting > 0 && <Chip look={FULL} />}
        </p>
        {description && <p className="text-[13px] text-muted wrap-anywhere">{description}</p>}
        {paused && <PausedWords queue={queue} />}
      </div>
      <div className="max-lg:col-span-3">
        <Places queue={queue} />
        <p className="mt-1 text-[13px]">
          <Link to="/jobs" search={{ queue: name, status: "assigned,running,paused" }} className={LINK}>
            {placesWords(queue)}
          </Link>
        </p>
      </div>
      <Figure name="waiting">
        {waiting > 0 ? (
          <Link to="/jobs" search={{ queue: name, status: "queued" }} className={LINK}>
            {formatCount(waiting)}
          </Link>
        ) : (
          0
        )}
      </Figure>
      <Figure name="oldest wait">
        {queue.oldestQueuedAt === null ? (
          <span className="text-muted">{NO_VALUE}</span>
        ) : (
          <Link to="/jobs" search={{ queue: name, status: "queued", sort: "createdAt" }} className={LINK}>
            <OldestWait since={queue.oldestQueuedAt} />
          </Link>
        )}
      </Figure>
      <Figure name="priority">{defaultPriority}</Figure>
      <div className="flex flex-wrap justify-end gap-2 empty:hidden max-xl:col-span-full max-lg:justify-start">
        <QueueButtons queue={queue} onAsk={onAsk} />
      </div>
    </li>
  );
}

/** A figure under its column's head; where there are no columns, with its name. */
function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p className="text-right whitespace-nowrap max-lg:text-left">
      {children}
      <span className="block text-[12.5px] text-muted lg:sr-only"> {name}</span>
    </p>
  );
}
