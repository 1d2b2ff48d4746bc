import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { failuresByReason } from "./failures-by-reason.ts";

const MOST_LINKS = 8;

interface BulkFailuresProps {
  failed: readonly { id: string; reason: string }[];
  /** How many failed in all, of whom the first thousand are told. */
  failedCount: number;
  nameOf: (id: string) => string | undefined;
}

/** What failed, by the reason, the most frequent first; each job leads to its page. */
export function BulkFailures({ failed, failedCount, nameOf }: BulkFailuresProps) {
  if (failed.length === 0) return null;
  return (
    <ul className="mt-2.5 grid max-h-44 gap-2 overflow-y-auto text-[13px]">
      {failuresByReason(failed).map(({ reason, ids }) => (
        <li key={reason}>
          <p className="wrap-anywhere">
            <b className="font-semibold">{formatCount(ids.length)}</b> · {reason}
          </p>
          <FailedJobs ids={ids} nameOf={nameOf} />
        </li>
      ))}
      {failedCount > failed.length && (
        <li className="text-muted">The first {formatCount(failed.length)} failures are told.</li>
      )}
    </ul>
  );
}

function FailedJobs({ ids, nameOf }: { ids: readonly string[]; nameOf: (id: string) => string | undefined }) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? ids : ids.slice(0, MOST_LINKS);
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1">
      {shown.map((id) => (
        <Link
          key={id}
          to="/jobs/$jobId"
          params={{ jobId: id }}
          className="max-w-60 truncate text-accent max-md:min-h-6"
        >
          {nameOf(id) ?? `job …${id.slice(-8)}`}
        </Link>
      ))}
      {ids.length > shown.length && (
        <button type="button" onClick={() => setIsWhole(true)} className="cursor-pointer text-muted underline">
          {formatQuantity(ids.length - shown.length, "more", "more")}
        </button>
      )}
    </p>
  );
}
