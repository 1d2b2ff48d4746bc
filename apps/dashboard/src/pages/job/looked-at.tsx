import type { Job } from "@fieldline/domain/job";
import { Button } from "../../components/button.tsx";
import { Moment } from "../../components/moment.tsx";
import { useCan, useMe } from "../../session/use-me.ts";
import { useReview } from "./use-review.ts";

/** Whether somebody has looked at how a job ended, and the reader's word that they have. */
export function LookedAt({ job }: { job: Job }) {
  const me = useMe();
  const canReview = useCan()("jobs.review");
  const { looked, isReading, isKnown, isBusy, hasMarked, mark } = useReview(job);
  if (looked)
    return (
      <div className="basis-full text-[13px] text-muted">
        {/* The button that had the focus is gone. */}
        <p
          tabIndex={-1}
          ref={(words) => {
            if (hasMarked && document.activeElement === document.body) words?.focus();
          }}
          className="w-fit rounded-sm wrap-anywhere outline-offset-2"
        >
          Looked at by {looked.actor.id === me?.id ? "you" : looked.actor.name}, <Moment at={looked.at} />
          {looked.reason ? `: “${looked.reason}”` : "."}
        </p>
      </div>
    );
  if (!canReview) return null;
  return (
    <p
      className={`flex basis-full flex-wrap items-center gap-x-3 gap-y-1 text-[13px] text-muted ${isReading ? "invisible" : ""}`}
    >
      {isKnown && "Nobody has looked at it yet."}
      <Button aria-disabled={isBusy} onClick={() => !isBusy && mark()}>
        {isBusy ? "Marking…" : "Mark as looked at"}
      </Button>
    </p>
  );
}
