import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import {
  createEnrollmentInput,
  createGroupInput,
  deviceJobsInput,
  listDevicesInput,
  setMembersInput,
  updateDeviceInput,
  updateGroupInput,
} from "./devices.ts";

const id = "01998ab0-0000-7000-8000-000000000002";
const other = "01998ab0-0000-7000-8000-000000000003";
const words = (schema: z.ZodType, input: unknown) =>
  (schema.safeParse(input).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
const pathsOf = (schema: z.ZodType, input: unknown) => [
  ...new Set((schema.safeParse(input).error?.issues ?? []).map(({ path }) => path.join("."))),
];
const update = (changes: object) => words(updateDeviceInput, { id, ...changes });
const many = (count: number) => Array.from({ length: count }, (_, at) => at);

describe("a list's input", () => {
  it("may be left out, and asks for fifty that are not revoked", () => {
    const otherwise = { limit: 50, isRevoked: false };
    expect(listDevicesInput.parse(undefined)).toEqual(otherwise);
    expect(listDevicesInput.parse({})).toEqual(otherwise);
    expect(deviceJobsInput.parse({ id: id.toUpperCase() })).toEqual({ id, limit: 50 });
  });

  it("has a search without control characters around or within it", () => {
    expect(listDevicesInput.parse({ search: " a\u0000\nb " }).search).toBe("a b");
    expect(words(listDevicesInput, { search: "x".repeat(201) })).toEqual([
      "search: A search has at most 200 characters.",
    ]);
  });
});

describe("an update", () => {
  it("takes what is at the limits", () => {
    const attributes = Object.fromEntries(many(50).map((at) => [`k${at}${"x".repeat(60)}`, "v".repeat(200)]));
    const longest = { name: "n".repeat(100), notes: "n".repeat(4_000), accountNumber: "a".repeat(64) };
    expect(update({ ...longest, attributes, groupIds: [other] })).toEqual([]);
    expect(update({ notes: null, accountNumber: null, attributes: {} })).toEqual([]);
  });

  it.each([
    [{ attributes: { "": "x" } }, "attributes."],
    [{ attributes: { Site: "x" } }, "attributes.Site"],
    [{ attributes: { ["k".repeat(64)]: "x" } }, `attributes.${"k".repeat(64)}`],
    [{ attributes: { kind: "agent" } }, "attributes.kind"],
    [{ attributes: { "device.os": "linux" } }, "attributes.device.os"],
    [{ attributes: { site: 7 } }, "attributes.site"],
    [{ attributes: { site: "x".repeat(201) } }, "attributes.site"],
    [{ attributes: Object.fromEntries(many(51).map((at) => [`k${at}`, ""])) }, "attributes"],
    [{ attributes: ["site"] }, "attributes"],
    [{ name: "" }, "name"],
    [{ name: "a\tb" }, "name"],
    [{ accountNumber: " " }, "accountNumber"],
    [{ notes: "n".repeat(4_001) }, "notes"],
    [{ groupIds: ["office"] }, "groupIds.0"],
  ])("refuses %j at %s, in words", (changes, path) => {
    expect(pathsOf(updateDeviceInput, { id, ...changes })).toEqual([path]);
    for (const text of update(changes)) expect(text).toMatch(/: [A-Z][^:]+.*\.$|: .*names?.*\.$/);
  });
});

describe("a group", () => {
  const filter = [{ key: "site", values: ["berlin"] }];
  it("takes attributes, the device's kind and its account number as keys of a filter", () => {
    for (const key of ["site", "device.os", "kind", "accountNumber"])
      expect(words(createGroupInput, { name: "G", kind: "dynamic", filter: [{ key, values: ["x"] }] })).toEqual([]);
  });

  it.each([
    [{ kind: "dynamic" }, "filter"],
    [{ kind: "dynamic", filter: [] }, "filter"],
    [{ kind: "dynamic", filter: many(11).map(() => filter[0]) }, "filter"],
    [{ kind: "dynamic", filter: [{ key: "Site", values: ["x"] }] }, "filter.0.key"],
    [{ kind: "dynamic", filter: [{ key: "site", values: [] }] }, "filter.0.values"],
    [{ kind: "dynamic", filter: [{ key: "site", values: many(51).map(String) }] }, "filter.0.values"],
    [{ kind: "dynamic", filter, deviceIds: [id] }, "deviceIds"],
    [{ kind: "static", filter }, "filter"],
    [{ kind: "tree" }, "kind"],
    [{ kind: "static", name: " " }, "name"],
    [{ kind: "static", deviceIds: many(1_001).map(() => id) }, "deviceIds"],
  ])("refuses %j at %s", (input, path) => {
    expect(pathsOf(createGroupInput, { name: "G", ...input })).toEqual([path]);
  });

  it("changes its members by up to a thousand at a time, each of them one way", () => {
    const half = many(500).map(() => id);
    expect(pathsOf(setMembersInput, { id, add: half, remove: many(500).map(() => other) })).toEqual([]);
    expect(pathsOf(setMembersInput, { id, add: half, remove: many(501).map(() => other) })).toEqual(["add"]);
    expect(pathsOf(setMembersInput, { id, add: [other, id], remove: [id] })).toEqual(["add.1"]);
    expect(pathsOf(setMembersInput, { id })).toEqual(["add"]);
    expect(updateGroupInput.parse({ id, description: null })).toEqual({ id, description: null });
  });
});

it("an enrollment lives a day for a device unless told, and a minute to thirty days", () => {
  expect(createEnrollmentInput.parse(undefined)).toEqual({ groupIds: [], kind: "device", expiresInMs: 86_400_000 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 * 86_400_000 }), (expiresInMs) => {
      const isTaken = createEnrollmentInput.safeParse({ expiresInMs }).success;
      expect(isTaken).toBe(expiresInMs >= 60_000 && expiresInMs <= 30 * 86_400_000);
    }),
  );
});
