import type { BulkAction } from "@fieldline/domain/bulk";
import { formatCount } from "@fieldline/ui/format";
import { useState } from "react";
import { controlClass, Field } from "../../../components/field.tsx";
import { Notice } from "../../../components/notice.tsx";
import { ReasonField } from "../../../components/reason-field.tsx";
import { ActionDialog } from "../../../job-actions/action-dialog.tsx";
import { type NewOwner, NewOwnerFields } from "../../../job-actions/new-owner-fields.tsx";
import { PRIORITIES, PRIORITY_RULE, priorityWords } from "../../../job-actions/priority-words.ts";
import { useWantedReason } from "../../../job-actions/wanted-reason.tsx";
import { BULK_WORDS, bulkDeed } from "./bulk-words.ts";
import { type BulkExtra, type BulkReach, useBulk } from "./use-bulk.ts";

interface BulkDialogProps {
  action: BulkAction;
  reach: BulkReach;
  /** How many were selected that it is of no use to. */
  leftOut: number;
  onStarted: (bulkId: string) => void;
  onClose: () => void;
}

const DEFAULT_PRIORITY = 5;

/** Asks before something is done to many jobs: to exactly how many, and what will happen to them. */
export function BulkDialog({ action, reach, leftOut, onStarted, onClose }: BulkDialogProps) {
  const words = BULK_WORDS[action];
  const bulk = useBulk(reach, onStarted);
  const wanted = useWantedReason();
  const [reason, setReason] = useState("");
  const [priority, setPriority] = useState(DEFAULT_PRIORITY);
  const [owner, setOwner] = useState<NewOwner>();
  const [isAsked, setIsAsked] = useState(false);
  const start = () => {
    setIsAsked(true);
    const extra = extraOf(action, { reason: action === "reassign" ? wanted.reason : reason.trim(), priority, owner });
    if (action === "reassign" && (!wanted.ask() || !owner)) return;
    bulk.start(action, extra);
  };
  return (
    <ActionDialog
      title={`${bulkDeed(action, bulk.count)}?`}
      consequence={`${words.consequence} ${othersWords(reach, { leftOut, others: words.others })}`}
      confirm={bulk.isPending ? "Starting…" : bulkDeed(action, bulk.count)}
      tone={words.tone}
      isBusy={bulk.isPending}
      error={bulk.error}
      onClose={onClose}
      onConfirm={start}
    >
      {bulk.changedTo !== undefined && (
        <Notice tone="warn" role="alert" className="mb-3.5">
          <b className="font-semibold text-warn">{formatCount(bulk.changedTo)} jobs match now</b>, not{" "}
          {formatCount(bulk.asked)}. Nothing was done. Go ahead with all {formatCount(bulk.changedTo)}?
        </Notice>
      )}
      {action === "setPriority" && (
        <Field label="Priority" hint={PRIORITY_RULE}>
          {(control) => (
            <select
              {...control}
              value={priority}
              onChange={({ target: { value } }) => setPriority(Number(value))}
              className={controlClass}
            >
              {PRIORITIES.map((each) => (
                <option key={each} value={each}>
                  {priorityWords(each)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {action === "reassign" && (
        <NewOwnerFields
          mayQueue={!("jobs" in reach) || reach.jobs.every(({ kind }) => kind === "task")}
          owner={owner}
          error={isAsked && !owner ? "Choose who is to have them." : undefined}
          onChange={setOwner}
        />
      )}
      {action === "reassign" ? (
        wanted.field
      ) : (
        <ReasonField keptIn="log and audit" value={reason} onChange={setReason} />
      )}
    </ActionDialog>
  );
}

interface Typed {
  reason: string;
  priority: number;
  owner: NewOwner | undefined;
}

function extraOf(action: BulkAction, { reason, priority, owner }: Typed): BulkExtra {
  return {
    ...(reason && { reason }),
    ...(action === "setPriority" && { priority }),
    ...(action === "reassign" && owner && ("queue" in owner ? { queue: owner.queue } : { deviceId: owner.deviceId })),
  };
}

function othersWords(reach: BulkReach, { leftOut, others }: { leftOut: number; others: string }): string {
  if (!("jobs" in reach))
    return `Those that it does not fit, because they ${others}, are left as they are and counted.`;
  return leftOut > 0 ? `${formatCount(leftOut)} of those you selected ${others}: they are left out.` : "";
}
