import { expect, it } from "vitest";
import { PROCEDURES, type Procedure } from "./procedures.ts";
import { enroll, NOBODY, type World } from "./world.ts";

const ALL = Object.keys(PROCEDURES) as Procedure[];
/** What a device does before it has a token. */
const OPEN: readonly Procedure[] = ["device.enroll", "device.refresh"];
/** What no field must be given for. */
const BARE: readonly Procedure[] = [
  ...(["config.get", "users.list", "audit.list", "queues.list", "jobs.list", "jobs.stats"] as const),
  ...(["device.heartbeat", "device.next", "device.history", "devices.createEnrollment"] as const),
];
const ofDevices = (procedure: string) => procedure.startsWith("device.");

const UNKNOWN: [Procedure, object, string][] = [
  ["users.setRole", { role: "tech" }, "USER_NOT_FOUND"],
  ["users.disable", {}, "USER_NOT_FOUND"],
  ["templates.preview", { variables: {} }, "TEMPLATE_NOT_FOUND"],
  ["jobs.reassign", { deviceId: NOBODY, reason: "x" }, "JOB_NOT_FOUND"],
  ["jobs.setPriority", { priority: 1 }, "JOB_NOT_FOUND"],
  ["jobs.resubmit", { reason: "x" }, "JOB_NOT_FOUND"],
  ["jobs.forceComplete", { reason: "x" }, "JOB_NOT_FOUND"],
  ["jobs.share", { expiresInMs: 3_600_000 }, "JOB_NOT_FOUND"],
  ["jobs.series", { from: 1_790_000_000_000, to: 1_790_000_100_000, points: 5 }, "JOB_NOT_FOUND"],
  ...(["get", "cancel", "pause", "resume", "delete", "retry", "samples", "log", "summary", "attempts"] as const).map(
    (verb): [Procedure, object, string] => [`jobs.${verb}`, {}, "JOB_NOT_FOUND"],
  ),
];

/** What every procedure refuses alike. */
export function refusals(world: () => World): void {
  it("lets no stranger in, and no person where devices are wanted", async () => {
    const { stranger, admin } = world();
    const told = await Promise.all(ALL.map(async (each) => [each, ...(await refusedBy(stranger, each))]));
    for (const [procedure, ...refusal] of told)
      if (!OPEN.includes(procedure as Procedure))
        expect([procedure, ...refusal]).toEqual([procedure, 401, "UNAUTHENTICATED"]);
    for (const procedure of ALL.filter((each) => ofDevices(each) && !OPEN.includes(each)))
      expect(await refusedBy(admin, procedure), procedure).toEqual([403, "FORBIDDEN"]);
  });

  it("names the fields that are missing", async () => {
    const { admin } = world();
    const device = await enroll(admin);
    const asked = ALL.filter((each) => !BARE.includes(each));
    const told = await Promise.all(asked.map((each) => (ofDevices(each) ? device : admin).reasonOf(each, {})));
    for (const [at, [status, reason, ...paths]] of told.entries()) {
      const fields = PROCEDURES[asked[at] as Procedure][1].split(" ");
      expect([status, reason], asked[at]).toEqual([400, "INVALID_INPUT"]);
      expect(fields, `${asked[at]}: ${paths}`).toEqual(expect.arrayContaining(paths.map((path) => path.split(".")[0])));
      expect(paths.length, asked[at]).toBeGreaterThan(0);
    }
  });

  it("says what it is that is not there by an id", async () => {
    const { admin } = world();
    const asked = UNKNOWN.map(([procedure, input]) => admin.reasonOf(procedure, { id: NOBODY, ...input }));
    for (const [at, [status, reason]] of (await Promise.all(asked)).entries())
      expect([UNKNOWN[at]?.[0], status, reason]).toEqual([UNKNOWN[at]?.[0], 404, UNKNOWN[at]?.[2]]);
  });

  it("says that there is no such procedure, and by which method one is called", async () => {
    const { admin } = world();
    expect(await admin.reasonOf("jobs.nothing", {})).toEqual([404, "PROCEDURE_NOT_FOUND"]);
    const wrongMethod = await fetch(`${admin.url}/trpc/jobs.cancel?input=%7B%7D`, { headers: admin.headers });
    expect([wrongMethod.status, wrongMethod.headers.get("content-type")]).toEqual([405, "application/json"]);
  });
}

async function refusedBy(caller: World["admin"], procedure: Procedure): Promise<[number, string]> {
  const [status, reason] = await caller.reasonOf(procedure, { id: NOBODY });
  return [status, reason];
}
