import type { CheckUp } from "@fieldline/domain/finding";
import { formatQuantity } from "@fieldline/ui/format";
import { Moment } from "../../components/moment.tsx";
import { Notice } from "../../components/notice.tsx";

interface CheckSummaryProps {
  result: CheckUp;
  /** How many findings were put right; undefined where no repair was asked for. */
  repaired: number | undefined;
}

/** What was looked at, and what came of it. */
export function CheckSummary({ result, repaired }: CheckSummaryProps) {
  const { checkedJobs, isPartial, checkedAt, findings } = result;
  return (
    <Notice
      tone={findings.length > 0 ? "warn" : "ok"}
      role="status"
      aside={<Moment at={checkedAt} className="text-[13px] text-muted" />}
    >
      <b className="font-semibold">{headline(findings.length, repaired)}</b>{" "}
      {`${formatQuantity(checkedJobs, "open job")} and all queues were looked at`}
      {isPartial && "; there are more open jobs than one check takes"}.
    </Notice>
  );
}

function headline(found: number, repaired: number | undefined): string {
  if (repaired === undefined)
    return found === 0 ? "Everything is as it should be." : `${formatQuantity(found, "finding")}.`;
  const done = repaired === 0 ? "Nothing was to be put right." : `${formatQuantity(repaired, "finding")} put right.`;
  return found === 0 ? done : `${done} ${formatQuantity(found, "finding")} ${found === 1 ? "stays" : "stay"}.`;
}
