import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../config.ts";
import { probePolicySchema } from "./probe-policy.ts";

const empty = { allow: [], deny: [], denyPorts: [] };
const refusal = (changes: object) => {
  const { error } = probePolicySchema.safeParse({ ...empty, ...changes });
  return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};

describe("a probe policy", () => {
  it("takes its own default and an empty one", () => {
    expect(probePolicySchema.parse(DEFAULT_CONFIG.probePolicy)).toEqual(DEFAULT_CONFIG.probePolicy);
    expect(probePolicySchema.parse(empty)).toEqual(empty);
  });

  it.each(["0.0.0.0/0", "::/0", "10.0.0.0/8", "203.0.113.47", "203.0.113.47/32", "2001:db8::/32", "::1", "::1/128"])(
    "takes %s",
    (network) => expect(refusal({ allow: [network], deny: [network] })).toBeUndefined(),
  );

  it.each([
    ["10.1.2.3/8", "10.0.0.0/8"],
    ["2001:DB8::/32", "2001:db8::/32"],
    ["2001:db8:0::1", "2001:db8::1"],
    ["2001:db8::1/32", "2001:db8::/32"],
    ["::ffff:127.0.0.1", "127.0.0.1"],
    ["::ffff:127.0.0.0/104", "127.0.0.0/8"],
    [" 10.0.0.0/8 ", "10.0.0.0/8"],
    ["10.0.0.0/08", "10.0.0.0/8"],
  ])("says how to write %j", (network, canonical) => {
    expect(refusal({ deny: ["::1", network] })).toEqual([`deny.1: Write it as ${canonical}.`]);
  });

  it.each(["", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "2001:db8::/129", "10.0.0.0/8/8", "10.0.0.0/-1", "10.0.0.0/x"])(
    "refuses %j with an example",
    (network) => expect(refusal({ allow: [network] })).toEqual([expect.stringMatching(/^allow\.0: Write an IPv4/)]),
  );

  it.each([
    "127.1",
    "0x7f000001",
    "0177.0.0.1",
    "2130706433",
    "10.0.0.256",
    "fe80::1%eth0",
    "example.com",
    "*",
    7,
    null,
  ])("refuses %j with an example too", (network) =>
    expect(refusal({ allow: [network] })).toEqual([expect.stringMatching(/^allow\.0: Write an IPv4/)]),
  );

  it.each(["1", "65535", "1-19", "80-80"])("takes ports %s", (ports) =>
    expect(refusal({ denyPorts: [ports] })).toBeUndefined(),
  );

  it.each(["", "0", "65536", "99999", "19-1", "1-", "-1", "1-2-3", "025", "1 - 2", "http", 25])(
    "refuses ports %j",
    (ports) =>
      expect(refusal({ denyPorts: ["25", ports] })).toEqual([expect.stringMatching(/^denyPorts\.1: Write a port/)]),
  );

  it("bounds its lists", () => {
    const networks = Array.from({ length: 201 }, (_, index) => `10.0.0.${index}`);
    expect(refusal({ deny: networks.slice(1) })).toBeUndefined();
    expect(refusal({ deny: networks })).toEqual([expect.stringMatching(/^deny: .*at most 200/)]);
    expect(refusal({ denyPorts: Array(51).fill("25") })).toEqual([expect.stringMatching(/^denyPorts: .*at most 50/)]);
  });

  it("wants all three lists and no other field", () => {
    expect(probePolicySchema.safeParse({ allow: [], deny: [] }).success).toBe(false);
    expect(probePolicySchema.safeParse({ ...empty, denied: [] }).success).toBe(false);
  });

  it("takes what it says to write instead, whatever was written", () => {
    const written = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(fc.ipV4(), fc.nat(40)).map(([address, bits]) => `${address}/${bits}`),
      fc.tuple(fc.ipV6(), fc.nat(140)).map(([address, bits]) => `${address}/${bits}`),
      fc.string(),
    );
    fc.assert(
      fc.property(written, (network) => {
        const [said] = refusal({ deny: [network] }) ?? [];
        const canonical = /^deny\.0: Write it as (.+)\.$/.exec(said ?? "")?.[1];
        if (canonical) expect(refusal({ deny: [canonical] })).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
