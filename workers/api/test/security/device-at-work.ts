import type { Assignment } from "@fieldline/domain/device";
import type { Job } from "@fieldline/domain/job";
import { type Answer, callsOf, mutate, query } from "../../../test/call.ts";
import { type Enrolled, enrollDevice } from "../../../test/device.ts";

/** The status of an answer, or the reason of a refusal. */
export const outcomeOf = ({ status, error }: Answer<unknown>) => (error ? error.data.reason : status);

/** Has a device take on what this input creates. */
export async function begin(device: Enrolled, input: object): Promise<Assignment> {
  const { data: job, error } = await mutate<Job>("jobs.create", input);
  if (error) throw new Error(error.message);
  const { data } = await callsOf(device.accessToken).mutate<{ assignments: Assignment[] }>("device.next", { max: 50 });
  const assignment = data.assignments.find(({ jobId }) => jobId === job.id);
  if (!assignment) throw new Error("The job was not given to its device.");
  return assignment;
}

const steps = [{ action: { name: "Say so", type: "runCommand", input: { command: "echo,so" } } }];
export const command = ({ deviceId }: Enrolled) => ({
  kind: "command",
  deviceId,
  document: { version: "1.0", steps },
});
/** Two packets a tick, five ticks a second. */
export const probe = ({ deviceId }: Enrolled) => ({
  kind: "probe",
  target: { host: "127.0.0.1" },
  method: "icmp",
  vantage: { kind: "device", deviceId },
  cadenceMs: 200,
  durationMs: 3_600_000,
  packets: 2,
});

/** A device with a job under way, and the words it says about it. */
export async function atWork(inputOf: (device: Enrolled) => object = command) {
  const device = await enrollDevice();
  const assignment = await begin(device, inputOf(device));
  const { jobId, attempt } = assignment;
  const calls = callsOf(device.accessToken);
  const tell = (told: object) => calls.mutate<{ version: number }>("device.report", { jobId, attempt, ...told });
  const measure = (samples: unknown[]) =>
    calls.mutate<{ nextSeq: number }>("device.samples", { jobId, attempt, samples });
  return {
    device,
    assignment,
    calls,
    tell,
    measure,
    job: async () => (await query<Job>("jobs.get", { id: jobId })).data,
  };
}
