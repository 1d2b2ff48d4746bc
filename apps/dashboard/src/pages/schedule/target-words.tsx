import type { Schedule } from "@fieldline/domain/schedule";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { targetsWords } from "../rollout/rollout-words.ts";

type Aimed = Pick<Schedule, "target" | "templateId">;

/** Where a schedule's runs go: "queue standard", a device by its name, or how many. */
export function TargetWords({ schedule: { target, templateId } }: { schedule: Aimed }) {
  const isProbe = useProbes().has(templateId);
  if (target.kind === "queue") return <>{isProbe ? "where it says" : `queue ${target.queue}`}</>;
  if (target.kind === "rollout") return <>{targetsWords(target.targets)}</>;
  return <DeviceName id={target.deviceId} />;
}

/** The same as the rest of a sentence, leading to the queue or the device. */
export function TargetLink({ schedule, className }: { schedule: Aimed; className: string }) {
  const { target, templateId } = schedule;
  const isProbe = useProbes().has(templateId);
  const words = <TargetWords schedule={schedule} />;
  if (target.kind === "rollout" || (target.kind === "queue" && isProbe))
    return (
      <>
        {isProbe ? "from " : "on "}
        <b>{words}</b>
      </>
    );
  if (target.kind === "queue")
    return (
      <>
        in{" "}
        <Link to="/queues" className={className}>
          {words}
        </Link>
      </>
    );
  return (
    <>
      {isProbe ? "from" : "on"}{" "}
      <Link to="/devices/$deviceId" params={{ deviceId: target.deviceId }} className={className}>
        {words}
      </Link>
    </>
  );
}

/** The templates of probes, by id: what they make waits in no queue. */
function useProbes(): ReadonlySet<string> {
  const api = useTRPC();
  const { data } = useQuery({ ...api.templates.list.queryOptions({ kind: "probe" }), staleTime: 300_000 });
  return useMemo(() => new Set((data?.items ?? []).map(({ id }: { id: string }) => id)), [data]);
}

function DeviceName({ id }: { id: string }) {
  const api = useTRPC();
  const { data, isError } = useQuery({ ...api.devices.get.queryOptions({ id }), staleTime: 300_000 });
  return <>{data?.name ?? (isError ? "a device that is gone" : "one device")}</>;
}
