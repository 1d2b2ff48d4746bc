import { formatQuantity } from "@fieldline/ui/format";
import { type Look, statusLook } from "@fieldline/ui/status";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Chip } from "../../components/status-chip.tsx";
import { useCan } from "../../session/use-me.ts";

const REFRESH_MS = 60_000;
const UNSEEN: Look = { ...statusLook("failed"), word: "Nobody looked" };

/** How many commands and tasks ended badly that nobody has looked at; none while that is not known. */
export function useDeadLetters(): number {
  const api = useTRPC();
  const canReview = useCan()("jobs.review");
  const { data } = useQuery(
    api.jobs.count.queryOptions({ isUnreviewed: true }, { enabled: canReview, refetchInterval: REFRESH_MS }),
  );
  return data?.count ?? 0;
}

/** What ended badly and waits for somebody to look at it; leads to the list. */
export function DeadLettersLine({ count }: { count: number }) {
  return (
    <li className="relative border-b border-line px-3.5 py-2.5 last:border-0 hover:bg-hover">
      <div className="flex items-center gap-2.5">
        <Chip look={UNSEEN} />
        <Link
          to="/jobs"
          search={{ unreviewed: "yes" }}
          className="min-w-0 flex-1 truncate font-[550] text-text no-underline after:absolute after:inset-0 after:content-['']"
        >
          {formatQuantity(count, "job")} ended badly
        </Link>
      </div>
      <p className="mt-1 text-[13px] text-muted">Retry them, or mark them as looked at.</p>
    </li>
  );
}
