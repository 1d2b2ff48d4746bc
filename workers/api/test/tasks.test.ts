import type { Assignment } from "@fieldline/domain/device";
import type { Job } from "@fieldline/domain/job";
import { expect, it } from "vitest";
import { callsOf, mutate, query } from "../../test/call.ts";
import { enrollDevice } from "../../test/device.ts";
import { setLimits } from "../../test/limits.ts";

const agent = () => enrollDevice({ capabilities: { kinds: ["task"], types: ["sync.finance"] } });

it("gives a task from its queue to the agent that asks first, and tells it done", async () => {
  await setLimits({ jobsPerUserPerDay: 1_000 });
  const [one, two] = [await agent(), await agent()];
  const { data: job } = await mutate<Job>("jobs.create", {
    kind: "task",
    type: "sync.finance",
    input: { source: "prices" },
    acceptanceCriteria: "Every feed is stored.",
  });
  expect(job).toMatchObject({ status: "queued", queue: "standard", priority: 5, assigneeId: null });
  const first = callsOf(one.accessToken);
  const { data } = await first.mutate<{ assignments: Assignment[] }>("device.next", {});
  expect(data?.assignments).toMatchObject([{ jobId: job?.id, kind: "task", input: { source: "prices" }, attempt: 1 }]);
  const second = callsOf(two.accessToken);
  expect((await second.mutate("device.next", {})).data).toEqual({ assignments: [] });
  expect((await query<Job>("jobs.get", { id: job?.id })).data).toMatchObject({ status: "running", assigneeId: one.deviceId });
  await first.mutate("device.report", { jobId: job?.id, attempt: 1, seq: 1, status: "completed", result: { stored: 3 } });
  expect((await query<Job>("jobs.get", { id: job?.id })).data).toMatchObject({ status: "completed", result: { stored: 3 } });
});
