import { env } from "cloudflare:workers";
import type { AuditEntry } from "@fieldline/db/audit";
import { openDatabase } from "@fieldline/db/database";
import { countTargets, memberIds } from "@fieldline/db/group-members";
import { listDevices } from "@fieldline/db/list-devices";
import type { Device, DeviceGroup } from "@fieldline/domain/device";
import { listDevicesInput } from "@fieldline/domain/devices-input";
import type { FeedFrame } from "@fieldline/domain/frames";
import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { callsOf, mutate, query } from "../../test/call.ts";
import { addDevice } from "../../test/device-rows.ts";
import { addPerson } from "../../test/identities.ts";
import { insertRow, jobLike } from "../../test/job-rows.ts";
import { plansOf } from "../../test/query-plans.ts";
import { watch } from "../../test/watcher.ts";

interface Page {
  items: Device[];
  nextCursor: string | null;
}
type Detail = Device & { activeJobs: number; lastJobs: { id: string }[]; dynamicGroupIds: string[] };
interface Enrollment {
  id: string;
  name: string | null;
  groupIds: string[];
  createdBy: { id: string };
  usedAt: number | null;
  revokedAt: number | null;
}

const db = openDatabase(env.DB);
const list = async (input: object = {}) => (await query<Page>("devices.list", input)).data;
const namesOf = async (input: object) => (await list(input)).items.map(({ name }) => name);
const get = async (id: string) => (await query<Detail>("devices.get", { id })).data;
const unknown = () => uuidv7();
const lastEntry = async (entityType: string, entityId: string) =>
  (await query<{ items: AuditEntry[] }>("audit.list", { entityType, entityId })).data.items[0];
const entriesOf = async (entityId: string) =>
  (await query<{ items: AuditEntry[] }>("audit.list", { entityId })).data.items.length;
const group = async (input: object) => (await mutate<DeviceGroup>("devices.groups.create", input)).data;
const refusalOf = async (procedure: string, input: unknown) => {
  const { error } = await mutate(procedure, input);
  return { reason: error?.data.reason, paths: error?.data.paths };
};
const hundred = (count: number) => Array.from({ length: count }, (_, at) => at);

describe("a list of devices", () => {
  const account = "LIST-1";
  const on = (name: string, changes: Partial<Device> = {}) => addDevice({ name, accountNumber: account, ...changes });
  let office: DeviceGroup;
  beforeAll(async () => {
    office = await group({ name: "Office", kind: "static" });
    await on("beta", { isOnline: true, mac: "b4:fb:e4:00:11:22" });
    await on("Alpha", { isOnline: true, ip: "203.0.113.47", attributes: { site: "berlin" } });
    await on("alpha", { kind: "agent", attributes: { site: "berlin", os: "linux" }, groupIds: [office.id] });
    await on("Delta", { groupIds: [office.id] });
    await on("gone", { revokedAt: Date.now(), groupIds: [office.id], attributes: { site: "berlin" } });
  });

  it("has those online first, then goes by name in whatever case, and leaves out the revoked", async () => {
    expect(await namesOf({ accountNumber: account })).toEqual(["Alpha", "beta", "alpha", "Delta"]);
    expect(await namesOf({ accountNumber: account, isRevoked: true })).toEqual(["gone"]);
  });

  it.each<[string, object, string[]]>([
    ["online", { isOnline: true }, ["Alpha", "beta"]],
    ["offline", { isOnline: false }, ["alpha", "Delta"]],
    ["agents", { kind: "agent" }, ["alpha"]],
    ["devices that are offline", { kind: "device", isOnline: false }, ["Delta"]],
    ["part of a name", { search: "elt" }, ["Delta"]],
    ["a MAC with colons", { search: "B4:FB:E4" }, ["beta"]],
    ["a MAC with dashes", { search: "b4-fb-e4-00-11-22" }, ["beta"]],
    ["a MAC as some vendors print it", { search: "b4fb.e400.1122" }, ["beta"]],
    ["a bare MAC", { search: "fbe400" }, ["beta"]],
    ["part of an IP", { search: "113.47" }, ["Alpha"]],
    ["an account number in lower case", { search: "list-1" }, ["Alpha", "beta", "alpha", "Delta"]],
    ["what an index might take for a query", { search: '" OR *' }, []],
  ])("finds %s", async (_what, filter, names) => {
    expect(await namesOf({ accountNumber: account, ...filter })).toEqual(names);
  });

  it("finds a device by a part of its id, and takes a search of spaces for none", async () => {
    const device = await addDevice({ name: "by its id" });
    expect(await namesOf({ search: device.id.slice(9) })).toEqual(["by its id"]);
    expect(await namesOf({ search: "   ", accountNumber: account })).toHaveLength(4);
  });

  it("goes by a static group and by a dynamic one", async () => {
    const berlin = await group({
      name: "Berlin",
      kind: "dynamic",
      filter: [{ key: "site", values: ["berlin", "bonn"] }],
    });
    const agents = { key: "kind", values: ["agent"] };
    const both = await group({ name: "Berlin agents", kind: "dynamic", filter: [...(berlin.filter ?? []), agents] });
    const byAccount = await group({
      name: "Account",
      kind: "dynamic",
      filter: [{ key: "accountNumber", values: [account] }],
    });
    expect(await namesOf({ groupId: office.id })).toEqual(["alpha", "Delta"]);
    expect(await namesOf({ groupId: berlin.id })).toEqual(["Alpha", "alpha"]);
    expect(await namesOf({ groupId: both.id })).toEqual(["alpha"]);
    expect(await namesOf({ groupId: byAccount.id })).toHaveLength(4);
    expect([berlin, both, byAccount].map(({ memberCount, onlineCount }) => [memberCount, onlineCount])).toEqual([
      [2, 1],
      [1, 0],
      [4, 2],
    ]);
  });

  it("turns pages without a device met twice or missed, while others come and go", async () => {
    const pages = "PAGES-1";
    const made = await Promise.all(
      hundred(30).map((at) => addDevice({ name: `same ${at % 3}`, accountNumber: pages, isOnline: at % 2 === 0 })),
    );
    const [flipped, ...stable] = made;
    const met: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await list({ accountNumber: pages, limit: 4, cursor });
      met.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      await env.DB.prepare("UPDATE devices SET is_online = 1 - is_online WHERE id = ?").bind(flipped?.id).run();
    } while (cursor !== null);
    const counted = stable.map(({ id }) => met.filter((each) => each === id).length);
    expect(new Set(counted)).toEqual(new Set([1]));
  });

  it("refuses what it cannot take, with the path", async () => {
    const refused = async (input: object) => (await query("devices.list", input)).error.data;
    expect(await refused({ search: "ab" })).toMatchObject({ reason: "INVALID_INPUT", paths: ["search"] });
    expect(await refused({ limit: 101 })).toMatchObject({ paths: ["limit"] });
    expect(await refused({ kind: "router" })).toMatchObject({ paths: ["kind"] });
    expect(await refused({ cursor: "WzFd" })).toMatchObject({ paths: ["cursor"] });
    expect(await refused({ groupId: unknown() })).toMatchObject({ reason: "GROUP_NOT_FOUND", paths: ["groupId"] });
  });

  it("is read off an index in its order, sorting nothing, where many match", async () => {
    for (const [filter, index] of [
      [{}, "devices_list"],
      [{ isOnline: true }, "devices_list"],
      [{ kind: "agent" }, "devices_list_kind"],
      [{ isRevoked: true }, "devices_list_revoked"],
    ] as const) {
      const plans = (await plansOf((asked) => listDevices(asked, listDevicesInput.parse(filter)))).flat();
      expect(plans.join("\n")).toContain(`USING INDEX ${index} (`);
      expect(plans.join("\n")).not.toMatch(/TEMP B-TREE|SCAN devices(\s|$)/);
    }
  });
});

describe("one device", () => {
  it("is told with its jobs, as far as the caller may see them, and its dynamic groups", async () => {
    const device = await addDevice({ name: "with jobs", attributes: { rack: "r7" } });
    const dynamic = await group({ name: "Rack 7", kind: "dynamic", filter: [{ key: "rack", values: ["r7"] }] });
    for (let made = 0; made < 6; made++) await insertRow({ ...jobLike(), assigneeId: device.id });
    const detail = await get(device.id);
    expect(detail).toMatchObject({ ...device, activeJobs: 6, dynamicGroupIds: [dynamic.id] });
    expect(detail.lastJobs).toHaveLength(5);
    const first = (await query<Page>("devices.jobs", { id: device.id, limit: 4 })).data;
    const rest = (await query<Page>("devices.jobs", { id: device.id, limit: 4, cursor: first.nextCursor })).data;
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([4, 2, null]);
  });

  it.each(["devices.get", "devices.jobs"])("that is not there: %s says so", async (procedure) => {
    expect((await query(procedure, { id: unknown() })).error.data).toMatchObject({ reason: "DEVICE_NOT_FOUND" });
    expect((await query(procedure, { id: "x" })).error.data.paths).toEqual(["id"]);
  });
});

describe("a change of a device", () => {
  it("keeps what the device says of itself, is found at once, and is audited by what differs", async () => {
    const shelf = await group({ name: "Shelf", kind: "static" });
    const before = await addDevice({ name: "old name", attributes: { "device.os": "linux", site: "a", floor: "2" } });
    const change = { name: "new name", notes: "on the roof", accountNumber: "ACC-9", groupIds: [shelf.id] };
    const { data } = await mutate<Device>("devices.update", { id: before.id, ...change, attributes: { site: "b" } });
    const attributes = { "device.os": "linux", site: "b" };
    expect(data).toMatchObject({ ...change, attributes });
    expect(await get(before.id)).toMatchObject({ ...change, attributes });
    expect(await namesOf({ search: "acc-9" })).toEqual(["new name"]);
    expect(await lastEntry("device", before.id)).toMatchObject({
      action: "device.update",
      before: { name: "old name", notes: null, attributes: before.attributes, groupIds: [] },
      after: { ...change, attributes },
    });
    await mutate("devices.update", { id: before.id, notes: null, accountNumber: null, groupIds: [] });
    expect(await get(before.id)).toMatchObject({ notes: null, accountNumber: null, groupIds: [], name: "new name" });
  });

  it("that changes nothing leaves no entry", async () => {
    const device = await addDevice({ name: "as it is", attributes: { a: "1", b: "2" } });
    const { status } = await mutate("devices.update", {
      id: device.id,
      name: "as it is",
      attributes: { b: "2", a: "1" },
    });
    expect([status, await entriesOf(device.id)]).toEqual([200, 0]);
  });

  it("made by many at once is made by each, one after the other", async () => {
    const device = await addDevice({ name: "raced" });
    const names = hundred(10).map((at) => `raced ${at}`);
    const answers = await Promise.all(names.map((name) => mutate("devices.update", { id: device.id, name })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { items } = (await query<{ items: AuditEntry[] }>("audit.list", { entityId: device.id })).data;
    const named = (of: "before" | "after") => items.map((entry) => (entry[of] as { name: string }).name).sort();
    const last = (await get(device.id)).name;
    expect(named("after")).toEqual(names);
    expect(named("before")).toEqual(["raced", ...names.filter((name) => name !== last)].sort());
  });

  it("is refused with its path", async () => {
    const { id } = await addDevice();
    const dynamic = await group({ name: "Dynamic", kind: "dynamic", filter: [{ key: "a", values: ["1"] }] });
    const refused = (change: object) => refusalOf("devices.update", { id, ...change });
    const invalid = (path: string) => ({ reason: "INVALID_INPUT", paths: [path] });
    expect(await refused({ name: " " })).toEqual(invalid("name"));
    expect(await refused({ name: "two\nlines" })).toEqual(invalid("name"));
    expect(await refused({ attributes: { "device.os": "mine" } })).toEqual(invalid("attributes.device.os"));
    expect(await refused({ attributes: { Site: "x" } })).toEqual(invalid("attributes.Site"));
    expect(await refused({ attributes: { site: "x".repeat(201) } })).toEqual(invalid("attributes.site"));
    expect(await refused({ accountNumber: "" })).toEqual(invalid("accountNumber"));
    expect(await refused({ groupIds: [dynamic.id] })).toEqual(invalid("groupIds.0"));
    expect(await refused({ groupIds: [unknown()] })).toEqual({ reason: "GROUP_NOT_FOUND", paths: ["groupIds.0"] });
    expect(await refusalOf("devices.update", { id: unknown(), name: "x" })).toMatchObject({
      reason: "DEVICE_NOT_FOUND",
    });
  });
});

describe("a revocation", () => {
  it("takes the device off the list, is told with its reason, and may be said again", async () => {
    const { id } = await addDevice({ name: "stolen", isOnline: true, accountNumber: "STOLEN" });
    const { data } = await mutate<Device>("devices.revoke", { id, reason: "It was stolen" });
    expect(data).toMatchObject({ id, isOnline: false, revokedAt: expect.any(Number) });
    expect(await namesOf({ accountNumber: "STOLEN" })).toEqual([]);
    expect(await lastEntry("device", id)).toMatchObject({ action: "device.revoke", reason: "It was stolen" });
    const again = await mutate<Device>("devices.revoke", { id });
    expect(again.data.revokedAt).toBe(data.revokedAt);
    expect(await entriesOf(id)).toBe(1);
    expect(await refusalOf("devices.revoke", { id: unknown() })).toMatchObject({ reason: "DEVICE_NOT_FOUND" });
  });
});

describe("a group", () => {
  it("is made, changed, filled and deleted, each with its entry", async () => {
    const [a, b] = [await addDevice({ name: "a" }), await addDevice({ name: "b", isOnline: true })];
    const made = await group({ name: "Team", description: "Ours", kind: "static", deviceIds: [a.id] });
    const { id } = made;
    expect(made).toMatchObject({ name: "Team", kind: "static", filter: null, memberCount: 1, onlineCount: 0 });
    expect(await lastEntry("group", id)).toMatchObject({ action: "group.create", after: { deviceIds: [a.id] } });

    const filled = await mutate<DeviceGroup>("devices.groups.setMembers", { id, add: [a.id, b.id], remove: [] });
    expect(filled.data).toMatchObject({ memberCount: 2, onlineCount: 1 });
    const emptied = await mutate<DeviceGroup>("devices.groups.setMembers", { id, remove: [a.id] });
    expect(emptied.data).toMatchObject({ memberCount: 1 });
    expect(await lastEntry("group", id)).toMatchObject({
      action: "group.setMembers",
      after: { added: [], removed: [a.id] },
    });
    expect((await get(b.id)).groupIds).toEqual([id]);

    const renamed = await mutate<DeviceGroup>("devices.groups.update", { id, name: "Crew", description: null });
    expect(renamed.data).toMatchObject({ name: "Crew", description: null, memberCount: 1 });
    expect(await lastEntry("group", id)).toMatchObject({ action: "group.update", before: { name: "Team" } });

    expect((await mutate("devices.groups.delete", { id })).data).toEqual({ id });
    expect(await lastEntry("group", id)).toMatchObject({ action: "group.delete", before: { name: "Crew" } });
    expect((await get(b.id)).groupIds).toEqual([]);
    for (const [procedure, input] of [
      ["devices.groups.update", { id, name: "x" }],
      ["devices.groups.delete", { id }],
      ["devices.groups.setMembers", { id, add: [a.id] }],
    ] as const)
      expect(await refusalOf(procedure, input)).toEqual({ reason: "GROUP_NOT_FOUND", paths: ["id"] });
  });

  it("finds its devices anew when its filter changes", async () => {
    await addDevice({ attributes: { zone: "x" } });
    await addDevice({ attributes: { zone: "y" } });
    const { id } = await group({ name: "Zone", kind: "dynamic", filter: [{ key: "zone", values: ["x"] }] });
    const filter = [{ key: "zone", values: ["x", "y", "z"] }];
    expect((await mutate<DeviceGroup>("devices.groups.update", { id, filter })).data).toMatchObject({ memberCount: 2 });
  });

  it("takes a thousand devices at a time", async () => {
    const ids = (await Promise.all(hundred(30).map(() => addDevice()))).map(({ id }) => id);
    const { id } = await group({ name: "Many", kind: "static" });
    expect((await mutate<DeviceGroup>("devices.groups.setMembers", { id, add: ids })).data.memberCount).toBe(30);
    const tooMany = { id, add: hundred(1_001).map(unknown) };
    expect(await refusalOf("devices.groups.setMembers", tooMany)).toMatchObject({ paths: ["add"] });
    expect(await refusalOf("devices.groups.setMembers", { id, add: hundred(1_000).map(unknown) })).toMatchObject({
      reason: "DEVICE_NOT_FOUND",
    });
  });

  it("is refused with its path", async () => {
    const taken = await group({ name: "Taken", kind: "static" });
    const dynamic = await group({ name: "By site", kind: "dynamic", filter: [{ key: "site", values: ["s"] }] });
    const create = (input: object) => refusalOf("devices.groups.create", input);
    const invalid = (...paths: string[]) => ({ reason: "INVALID_INPUT", paths });
    expect(await create({ name: "taken", kind: "static" })).toEqual({ reason: "GROUP_EXISTS", paths: ["name"] });
    expect(await create({ name: "New", kind: "dynamic" })).toEqual(invalid("filter"));
    expect(await create({ name: "New", kind: "dynamic", filter: [] })).toEqual(invalid("filter"));
    expect(await create({ name: "New", kind: "static", filter: dynamic.filter })).toEqual(invalid("filter"));
    expect(await create({ name: "New", kind: "dynamic", filter: [{ key: "Site", values: ["x"] }] })).toEqual(
      invalid("filter.0.key"),
    );
    const lost = { name: "New", kind: "static", deviceIds: [unknown()] };
    expect(await create(lost)).toEqual({ reason: "DEVICE_NOT_FOUND", paths: ["deviceIds.0"] });
    expect(await refusalOf("devices.groups.update", { id: dynamic.id, name: "TAKEN" })).toMatchObject({
      reason: "GROUP_EXISTS",
    });
    expect(await refusalOf("devices.groups.update", { id: taken.id, filter: dynamic.filter })).toEqual(
      invalid("filter"),
    );
    expect(await refusalOf("devices.groups.setMembers", { id: dynamic.id, add: [unknown()] })).toEqual(invalid("id"));
    expect(await refusalOf("devices.groups.setMembers", { id: taken.id })).toEqual(invalid("add"));
  });
});

describe("a rollout's targets", () => {
  it("are each device once, in the order of ids, page by page, without the revoked", async () => {
    const devices = await Promise.all(hundred(20).map((at) => addDevice({ attributes: { wave: `${at % 4}` } })));
    const revoked = await addDevice({ attributes: { wave: "1" }, revokedAt: 1 });
    const ids = devices.map(({ id }) => id).sort();
    const fixed = await group({ name: "Fixed", kind: "static", deviceIds: ids.slice(0, 8) });
    const wave = await group({ name: "Wave 1", kind: "dynamic", filter: [{ key: "wave", values: ["1"] }] });
    const ofWave = devices.filter(({ attributes }) => attributes.wave === "1").map(({ id }) => id);
    const targets = { deviceIds: [ids[19] as string, revoked.id, unknown()], groupIds: [fixed.id, wave.id, unknown()] };
    const expected = [...new Set([...ids.slice(0, 8), ...ofWave, ids[19] as string])].sort();
    const found: string[] = [];
    for (let page: string[] = []; ; found.push(...page)) {
      page = await memberIds(db, targets, { afterId: found.at(-1) ?? null, limit: 3 });
      expect(page.length).toBeLessThanOrEqual(3);
      if (page.length === 0) break;
    }
    expect(found).toEqual(expected);
    expect(await countTargets(db, targets)).toBe(expected.length);
    expect(await memberIds(db, {}, { afterId: null, limit: 9 })).toEqual([]);
    const everyone = await countTargets(db, { all: true });
    expect(await memberIds(db, { all: true }, { afterId: null, limit: 5_000 })).toHaveLength(everyone);
    expect(everyone).toBeGreaterThan(20);
  });
});

describe("an enrollment", () => {
  it("is made, told without its token, and ended, each with its entry", async () => {
    const home = await group({ name: "Home", kind: "static" });
    const before = Date.now();
    const { data } = await mutate<{ token: string; id: string; expiresAt: number }>("devices.createEnrollment", {
      name: "For the cabinet",
      groupIds: [home.id],
      expiresInMs: 3_600_000,
    });
    expect(data.token).toMatch(/^fle_[\w-]{43}$/);
    expect(data.expiresAt).toBeGreaterThanOrEqual(before + 3_600_000);
    const listed = async () =>
      (await query<{ items: Enrollment[] }>("devices.enrollments")).data.items.find(({ id }) => id === data.id);
    expect(await listed()).toMatchObject({
      name: "For the cabinet",
      groupIds: [home.id],
      usedAt: null,
      revokedAt: null,
    });
    expect(JSON.stringify(await listed())).not.toContain(data.token);
    expect(JSON.stringify(await lastEntry("enrollment", data.id))).not.toContain(data.token);
    expect((await mutate("devices.revokeEnrollment", { id: data.id })).data).toEqual({ id: data.id });
    expect(await listed()).toMatchObject({ revokedAt: expect.any(Number) });
    expect(await lastEntry("enrollment", data.id)).toMatchObject({ action: "enrollment.revoke" });
    expect((await mutate("devices.revokeEnrollment", { id: data.id })).status).toBe(200);
    expect(await entriesOf(data.id)).toBe(2);
  });

  it("lives a day where nothing else is said, and is refused with its path", async () => {
    const { data } = await mutate<{ expiresAt: number }>("devices.createEnrollment", {});
    expect(data.expiresAt - Date.now()).toBeGreaterThan(86_300_000);
    const create = (input: object) => refusalOf("devices.createEnrollment", input);
    expect(await create({ expiresInMs: 59_999 })).toMatchObject({ paths: ["expiresInMs"] });
    expect(await create({ expiresInMs: 31 * 86_400_000 })).toMatchObject({ paths: ["expiresInMs"] });
    expect(await create({ groupIds: [unknown()] })).toEqual({ reason: "GROUP_NOT_FOUND", paths: ["groupIds.0"] });
    const used = (await mutate<{ id: string }>("devices.createEnrollment", {})).data;
    await env.DB.prepare("UPDATE enrollments SET used_at = 1 WHERE id = ?").bind(used.id).run();
    for (const id of [used.id, unknown()])
      expect(await refusalOf("devices.revokeEnrollment", { id })).toMatchObject({ reason: "ENROLLMENT_NOT_FOUND" });
  });
});

describe("those who watch the devices", () => {
  it("are told of each change as it is then", async () => {
    const device = await addDevice({ name: "watched" });
    const watcher = await watch<FeedFrame>("/live/feed?topics=devices");
    const told = () => watcher.frames.flatMap((frame) => (frame.type === "device" ? [frame.device] : []));
    const { data: renamed } = await mutate<Device>("devices.update", { id: device.id, name: "renamed" });
    const { id } = await group({ name: "Watched", kind: "static", deviceIds: [device.id] });
    await mutate("devices.groups.delete", { id });
    const { data: revoked } = await mutate<Device>("devices.revoke", { id: device.id });
    await watcher.until(() => told().some(({ revokedAt }) => revokedAt !== null));
    expect(told()).toContainEqual(renamed);
    expect(told()).toContainEqual({ ...renamed, groupIds: [id] });
    expect(told().at(-1)).toMatchObject({ id: device.id, groupIds: [], revokedAt: revoked.revokedAt });
    watcher.socket.close();
  });
});

describe("who may", () => {
  it("see devices is anybody, and change them an operator", async () => {
    const { id } = await addDevice();
    const tech = callsOf((await addPerson("tech")).token);
    const operator = callsOf((await addPerson("operator")).token);
    for (const procedure of ["devices.get", "devices.jobs"])
      expect((await tech.query(procedure, { id })).status).toBe(200);
    expect((await tech.query("devices.groups.list")).status).toBe(200);
    expect((await tech.query("devices.enrollments")).status).toBe(403);
    for (const [procedure, input] of [
      ["devices.update", { id, name: "x" }],
      ["devices.createEnrollment", {}],
      ["devices.groups.create", { name: "By role", kind: "static" }],
      ["devices.revoke", { id }],
    ] as const) {
      expect((await tech.mutate(procedure, input)).error.data.reason).toBe("FORBIDDEN");
      expect((await operator.mutate(procedure, input)).status).toBe(200);
    }
  });
});

describe("a list of more devices than are collected and sorted", () => {
  const SIZE = 6_000;
  let groups: DeviceGroup[];
  beforeAll(async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       INSERT INTO devices (id, name, kind, capabilities, account_number, search_text, is_online, enrolled_at,
                            enrolled_by, enrolled_by_name, updated_at, revoked_at)
       SELECT printf('0190163d-0000-7000-8000-%012x', i), printf('Bulk %d', i * 7919 % 1000), 'agent', '{"kinds":[]}',
              'BULK', printf('bulk %d', i), i % 3 = 0, 0, 'x', 'x', 0, CASE WHEN i % 10 = 0 THEN 1 END FROM n`,
    )
      .bind(SIZE)
      .run();
    await env.DB.exec(
      "INSERT INTO device_attributes SELECT id, 'bulk', CASE WHEN row_id % 2 THEN 'odd' ELSE 'even' END FROM devices WHERE account_number = 'BULK'",
    );
    const values = ["odd", "even"];
    groups = [
      await group({ name: "Bulk", kind: "static" }),
      await group({ name: "Bulk by attribute", kind: "dynamic", filter: [{ key: "bulk", values }] }),
      await group({ name: "Bulk by account", kind: "dynamic", filter: [{ key: "accountNumber", values: ["BULK"] }] }),
    ];
    await env.DB.prepare("INSERT INTO device_group_members SELECT ?, id FROM devices WHERE account_number = 'BULK'")
      .bind(groups[0]?.id)
      .run();
  });

  it("gives the same devices in the same order, by whatever they are found", async () => {
    const { results } = await env.DB.prepare(
      `SELECT id FROM devices WHERE account_number = 'BULK' AND revoked_at IS NULL
       ORDER BY is_online DESC, name COLLATE NOCASE, id`,
    ).all<{ id: string }>();
    const expected = results.map(({ id }) => id);
    expect(expected).toHaveLength(SIZE * 0.9);
    const filters = [{ accountNumber: "BULK" }, { search: "bulk" }, ...groups.map(({ id }) => ({ groupId: id }))];
    for (const filter of [...filters, { ...filters[1], ...filters[2], kind: "agent" }]) {
      const met: string[] = [];
      let cursor: string | null = null;
      // Over the border between those online and those offline.
      for (let page = 0; page < 20; page++) {
        const { items, nextCursor }: Page = await list({ ...filter, limit: 100, cursor });
        met.push(...items.map(({ id }) => id));
        cursor = nextCursor;
      }
      expect(met).toEqual(expected.slice(0, 2_000));
    }
    const few = await namesOf({ search: "bulk 1234", groupId: groups[0]?.id });
    expect(few).toHaveLength(1);
  });
});
