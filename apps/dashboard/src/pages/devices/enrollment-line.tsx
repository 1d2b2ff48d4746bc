import { Link } from "@tanstack/react-router";
import { Button } from "../../components/button.tsx";
import { useNow } from "../../components/clock.ts";
import { Moment } from "../../components/moment.tsx";
import { Chip } from "../../components/status-chip.tsx";
import { Tag } from "../../components/tag.tsx";
import { ENROLLMENT_LOOKS, type Enrollment, enrollmentState } from "./enrollment.ts";
import { useGroups } from "./use-groups.ts";

/** One enrollment: for what, by whom, until when, and what came of it. */
export function EnrollmentLine({ enrollment, onEnd }: { enrollment: Enrollment; onEnd: () => void }) {
  const state = enrollmentState(enrollment, useNow());
  const { names } = useGroups();
  const { name, kind, groupIds, createdBy, createdAt, expiresAt, usedAt, deviceId } = enrollment;
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-5 gap-y-1.5 border-b border-line px-3.5 py-2.5 last:border-0">
      <span className="w-22 shrink-0">
        <Chip look={ENROLLMENT_LOOKS[state]} />
      </span>
      <div className="min-w-40 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-[550] wrap-anywhere">{name ?? (kind === "agent" ? "Any agent" : "Any device")}</span>
          {groupIds.map(
            (id) =>
              names.has(id) && (
                <Tag key={id} tone="accent">
                  {names.get(id)}
                </Tag>
              ),
          )}
        </p>
        <p className="text-[12.5px] text-muted">
          Made by {createdBy.name}, <Moment at={createdAt} />
        </p>
      </div>
      <p className="text-muted">
        {state === "open" && (
          <>
            Ends <Moment at={expiresAt} />
          </>
        )}
        {state === "expired" && (
          <>
            Ran out <Moment at={expiresAt} />
          </>
        )}
        {usedAt !== null && (
          <>
            {deviceId ? (
              <Link to="/devices/$deviceId" params={{ deviceId }} className="text-accent">
                The device
              </Link>
            ) : (
              "A device"
            )}{" "}
            came <Moment at={usedAt} />
          </>
        )}
      </p>
      {state === "open" && (
        <Button tone="danger" aria-label={`End the enrollment of ${name ?? "any device"}`} onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}
