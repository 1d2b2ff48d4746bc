import { errorOf } from "@fieldline/client/errors";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Fact } from "./fact.tsx";

const LINK = "font-medium text-text underline decoration-line-strong underline-offset-2 hover:text-accent";
const KEPT_MS = 60_000;

/** The schedule that made a job, by its name; or why there is none to be shown. */
export function ScheduleFact({ scheduleId }: { scheduleId: string }) {
  const api = useTRPC();
  const { data, error } = useQuery(
    api.schedules.get.queryOptions({ id: scheduleId }, { retry: false, staleTime: KEPT_MS }),
  );
  const reason = error && !data ? errorOf(error).reason : undefined;
  if (reason === "SCHEDULE_NOT_FOUND") return <Fact>Part of a schedule that is deleted</Fact>;
  if (reason === "FORBIDDEN") return <Fact>Part of a schedule that is not open to you</Fact>;
  return (
    <Fact name={data ? "Part of the schedule" : "Part of"}>
      <Link to="/schedules/$scheduleId" params={{ scheduleId }} className={`${LINK} truncate`} title={data?.name}>
        {data?.name ?? "a schedule"}
      </Link>
    </Fact>
  );
}
