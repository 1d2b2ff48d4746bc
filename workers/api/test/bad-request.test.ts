import type { Job } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { mutate, query, send } from "../../test/call.ts";
import { probeInput } from "../../test/probe-input.ts";
import { expectRefusal } from "../../test/refusal.ts";
import { expectNothingStored, postJob } from "../../test/refused-creation.ts";

expectNothingStored();

const READS = ["jobs.get", "jobs.samples", "jobs.log", "jobs.summary", "jobs.series"];
const WRITES = ["jobs.pause", "jobs.resume", "jobs.cancel", "jobs.delete"];
const ask = (procedure: string, input: unknown) =>
  send(`/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`);
const order = (procedure: string, input: unknown) =>
  send(`/trpc/${procedure}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(input),
  });
const call = (procedure: string, input: unknown) =>
  WRITES.includes(procedure) ? order(procedure, input) : ask(procedure, input);

describe.each([...READS, ...WRITES])("%s", (procedure) => {
  it.each([
    undefined,
    null,
    7,
    "",
    "1",
    "../../jobs",
    "' OR 1=1 --",
    "x".repeat(5_000),
    "00000000-0000-0000-0000-00000000000g",
    ["0190163d-8694-739b-aea5-966c26f8ad91"],
    { $ne: null },
  ])("takes no id of another shape: %j", async (id) => {
    const { data } = await expectRefusal(await call(procedure, { id }));
    expect(data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT", paths: ["id"] });
  });

  it("says of an unknown id that there is no such job", async () => {
    const id = crypto.randomUUID();
    const { message, data } = await expectRefusal(await call(procedure, { id }));
    expect(data).toMatchObject({ httpStatus: 404, reason: "JOB_NOT_FOUND" });
    expect(message).toContain("check its id");
  });

  it("says which method it wants", async () => {
    const input = { id: crypto.randomUUID() };
    const wrong = WRITES.includes(procedure) ? ask(procedure, input) : order(procedure, input);
    const { data } = await expectRefusal(await wrong);
    expect(data).toMatchObject({ httpStatus: 405, reason: "METHOD_NOT_ALLOWED" });
  });
});

describe("a list", () => {
  let id: string;
  beforeAll(async () => {
    id = (await mutate<Job>("jobs.create", probeInput())).data.id;
  });

  it.each([
    ["a limit of 101", "limit", { limit: 101 }],
    ["a limit of 0", "limit", { limit: 0 }],
    ["half a limit", "limit", { limit: 1.5 }],
    ["a limit as text", "limit", { limit: "50" }],
    ["an unknown status", "status.0", { status: ["sleeping"] }],
    ["a status that is no list", "status", { status: "running" }],
    ["an unknown kind", "kind.0", { kind: ["spell"] }],
    ["an unknown sort", "sort", { sort: "name" }],
    ["a search of 2 characters", "search", { search: "ab" }],
    ["a search of 2 characters and spaces", "search", { search: "  ab  " }],
    ["a search of 5 kB", "search", { search: "x".repeat(5_000) }],
    ["a time as text", "from", { from: "2026-01-01" }],
    ["a negative time", "to", { to: -1 }],
    ["a cursor that is none", "cursor", { cursor: "abc" }],
    ["a cursor of another sort", "cursor", { cursor: btoa("[1,2]") }],
    ["a cursor of the audit", "cursor", { sort: "-updatedAt", cursor: btoa('[1,"a"]') }],
    ["a cursor of nothing", "cursor", { cursor: btoa("null") }],
    ["a long cursor", "cursor", { cursor: "x".repeat(5_000) }],
  ])("refuses %s", async (_what, path, input) => {
    const { data } = await expectRefusal(await ask("jobs.list", input));
    expect(data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT", paths: [path] });
  });

  it.each([
    ["jobs.samples", { afterSeq: -1 }, "afterSeq"],
    ["jobs.samples", { limit: 10_001 }, "limit"],
    ["jobs.log", { limit: 1_001 }, "limit"],
    ["jobs.series", { points: 0 }, "points"],
    ["jobs.series", { points: 2_001 }, "points"],
    ["audit.list", { limit: 101 }, "limit"],
    ["audit.list", { cursor: btoa("[1]") }, "cursor"],
    ["alerts.list", { limit: 101 }, "limit"],
    ["alerts.list", { open: "yes" }, "open"],
  ])("of %s refuses %j", async (procedure, input, path) => {
    const { data } = await expectRefusal(await ask(procedure, { id, ...input }));
    expect(data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT", paths: [path] });
  });
});

describe("a request", () => {
  it.each([
    "jobs.steal",
    "nothing.at.all",
    "jobs",
    "constructor",
    "__proto__",
    "jobs.__proto__",
    "%00",
    "a".repeat(3_000),
  ])("for the unknown procedure %s is refused", async (procedure) => {
    for (const response of [await ask(procedure, {}), await order(procedure, {})]) {
      const { data } = await expectRefusal(response);
      expect(data).toMatchObject({ httpStatus: 404, reason: "PROCEDURE_NOT_FOUND" });
    }
  });

  it("with an input that is half a JSON is refused", async () => {
    const { data } = await expectRefusal(await send('/trpc/jobs.get?input={"id":'));
    expect(data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT" });
  });

  it.each(["PUT", "DELETE", "PATCH"])("by %s is refused", async (method) => {
    const { data } = await expectRefusal(await send("/trpc/jobs.list", { method }));
    expect(data.reason).toBe("METHOD_NOT_ALLOWED");
  });

  it("of more than 20 procedures at once is refused", async () => {
    const names = Array.from({ length: 21 }, () => "jobs.stats").join(",");
    const response = await send(`/trpc/${names}?batch=1&input={}`);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toMatch(/stack|node_modules/);
  });

  it("cannot change what every object inherits", async () => {
    const input = JSON.stringify({ ...probeInput(), runAt: -1 }).replace(
      "{",
      '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}},',
    );
    await expectRefusal(await postJob(input));
    await expectRefusal(await mutateConfig("__proto__"));
    await expectRefusal(await mutateConfig("constructor"));
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(Object.keys((await query<object>("config.get")).data)).not.toContain("isAdmin");
  });

  const mutateConfig = (key: string) => order("config.set", { key, value: { isAdmin: true } });
});
