import { env } from "cloudflare:workers";
import type { View } from "@fieldline/domain/views-input";
import { v7 as uuidv7 } from "uuid";
import { beforeEach, expect, it } from "vitest";
import { callsOf } from "../../test/call.ts";
import { addPerson, admin, type Identity } from "../../test/identities.ts";

const search = { status: ["failed"], q: "acc-1" };
let [mia, otto]: Identity[] = [];
beforeEach(async () => {
  await env.DB.prepare("DELETE FROM views").run();
  [mia, otto] = [await addPerson("tech", { name: "Mia" }), await addPerson("operator", { name: "Otto" })];
});

const listOf = async (who: Identity | undefined) =>
  (await callsOf(who?.token).query<{ items: View[] }>("views.list", { page: "jobs" })).data.items;

async function save(who: Identity | undefined, input: object = {}) {
  const view = { name: "Failed lines", page: "jobs", search, ...input };
  const { data, error } = await callsOf(who?.token).mutate<View>("views.save", view);
  return { view: data, reason: error?.data.reason, paths: error?.data.paths };
}

const remove = async (who: Identity | undefined, id: string) => {
  const { data, error } = await callsOf(who?.token).mutate<{ id: string }>("views.delete", { id });
  return error?.data.reason ?? data;
};

it("keeps a list as it was set up, changes it and deletes it, for its owner alone", async () => {
  const { view } = await save(mia);
  expect(view).toMatchObject({ name: "Failed lines", page: "jobs", search, isShared: false, ownerName: "Mia" });
  expect([await listOf(mia), await listOf(otto)]).toEqual([[view], []]);
  const changed = await save(mia, { id: view.id, name: " Lines of today ", search: { sort: "-updatedAt" } });
  expect(await listOf(mia)).toEqual([{ ...view, name: "Lines of today", search: { sort: "-updatedAt" } }]);
  expect(changed.view).toEqual((await listOf(mia))[0]);
  expect(await remove(mia, view.id)).toEqual({ id: view.id });
  expect([await listOf(mia), await remove(mia, view.id)]).toEqual([[], "VIEW_NOT_FOUND"]);
});

it("shows everybody what an operator shares, one's own first", async () => {
  const { view: shared } = await save(otto, { name: "All open", isShared: true });
  const { view: own } = await save(mia, { name: "Zebra" });
  await save(otto, { name: "Otto's own" });
  expect(await listOf(mia)).toEqual([own, shared]);
  expect(shared).toMatchObject({ isShared: true, ownerName: "Otto" });
  // Left out, it stays as it was.
  await save(otto, { id: shared.id, name: "Still shared" });
  expect((await listOf(mia)).map(({ name }) => name)).toEqual(["Zebra", "Still shared"]);
  await save(otto, { id: shared.id, name: "Mine", isShared: false });
  expect(await listOf(mia)).toEqual([own]);
});

it("takes the role operator to share, and its owner or an administrator to take away", async () => {
  expect((await save(mia, { isShared: true })).reason).toBe("FORBIDDEN");
  const { view: own } = await save(mia);
  expect((await save(mia, { id: own.id, isShared: true })).reason).toBe("FORBIDDEN");
  const { view: shared } = await save(otto, { isShared: true });
  expect((await save(mia, { id: shared.id, name: "Hers" })).reason).toBe("FORBIDDEN");
  expect(await remove(mia, shared.id)).toBe("FORBIDDEN");
  expect((await save(await admin(), { id: own.id })).reason).toBe("VIEW_NOT_FOUND");
  expect(await remove(await admin(), own.id)).toBe("VIEW_NOT_FOUND");
  expect(await remove(await admin(), shared.id)).toEqual({ id: shared.id });
  expect([await listOf(mia), await listOf(otto)]).toEqual([[own], []]);
});

it("has one view of a name a person, in whatever case, also where two are saved at once", async () => {
  const both = await Promise.all([save(mia, { name: "Late" }), save(mia, { name: "LATE" })]);
  expect(both.map(({ reason }) => reason).sort()).toEqual(["VIEW_EXISTS", undefined]);
  expect((await save(otto, { name: "Late" })).reason).toBeUndefined();
  const { view } = await save(mia, { name: "Early" });
  expect(await save(mia, { id: view.id, name: "late" })).toMatchObject({ reason: "VIEW_EXISTS", paths: ["name"] });
  expect((await save(mia, { id: view.id, name: "early" })).view).toMatchObject({ name: "early" });
});

it("keeps fifty a person", async () => {
  await env.DB.prepare(
    `INSERT INTO views (id, name, page, search, owner_id, created_at, updated_at)
     SELECT value, 'View ' || value, 'jobs', '{}', ?, 0, 0 FROM json_each(?)`,
  )
    .bind(mia?.id, JSON.stringify(Array.from({ length: 49 }, () => uuidv7())))
    .run();
  expect((await save(mia, { name: "The fiftieth" })).reason).toBeUndefined();
  expect(await save(mia, { name: "One more" })).toMatchObject({ reason: "INVALID_INPUT", paths: ["name"] });
  expect(await listOf(mia)).toHaveLength(50);
});

it.each<[string, object, string]>([
  ["no name", { name: "  " }, "name"],
  ["a long name", { name: "x".repeat(61) }, "name"],
  ["another page", { page: "devices" }, "page"],
  ["a search that is no object", { search: ["failed"] }, "search"],
  ["a search beyond its length", { search: { q: "x".repeat(4_096) } }, "search"],
  ["a search nested without end", { search: { a: JSON.parse(`${"[".repeat(9)}${"]".repeat(9)}`) } }, "search"],
  ["no view's id", { id: "mine" }, "id"],
  ["isShared in words", { isShared: "yes" }, "isShared"],
])("refuses %s", async (_what, input, path) => {
  expect(await save(mia, input)).toMatchObject({ reason: "INVALID_INPUT", paths: [path] });
  expect(await listOf(mia)).toEqual([]);
});

it("changes nothing that is not there", async () => {
  expect((await save(mia, { id: uuidv7() })).reason).toBe("VIEW_NOT_FOUND");
  expect(await listOf(mia)).toEqual([]);
});
