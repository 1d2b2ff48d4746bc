import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, defaultConfig } from "../config.ts";
import type { ProbeSpec } from "../job/job.ts";
import type { ProbePolicy } from "./probe-policy.ts";
import { readyPolicy, refusalOfTarget, targetIssues } from "./target-refusal.ts";

const policyOf = (changes: Partial<ProbePolicy>) => readyPolicy({ allow: [], deny: [], denyPorts: [], ...changes });
const standard = readyPolicy(DEFAULT_CONFIG.probePolicy);
const local = readyPolicy(defaultConfig({ isLocal: true }).probePolicy);
const at = (address: string, port = 443) => ({ address, port });

describe("by default", () => {
  it.each([
    "127.0.0.1",
    "127.255.255.254",
    "::1",
    "[::1]",
    "0:0:0:0:0:0:0:1",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "0.0.0.0",
    "0.1.2.3",
    "::",
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
    "fd20:ce::254",
    "224.0.0.1",
    "239.255.255.250",
    "ff02::1",
    "255.255.255.255",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "0x7f000001",
    "2130706433",
    "127.1",
    "0177.0.0.1",
  ])("%s is denied", (address) => {
    expect(refusalOfTarget(standard, at(address))).toMatch(/probe policy denies.+Settings → Probe policy\.$/);
  });

  it.each([
    "203.0.113.47",
    "10.0.0.1",
    "172.16.5.5",
    "192.168.1.1",
    "100.64.0.1",
    "fd12:3456::1",
    "2001:db8::1",
    "64:ff9b::808:808",
    "2002:808:808::1",
    "::ffff:8.8.8.8",
    "128.0.0.0",
    "126.255.255.255",
    "169.253.255.255",
    "fec0::1",
  ])("%s is allowed", (address) => {
    expect(refusalOfTarget(standard, at(address))).toBeUndefined();
  });

  it.each(["127.0.0.1", "::1", "::ffff:127.0.0.1", "2002:7f00:1::"])("%s is allowed on a local server", (address) => {
    expect(refusalOfTarget(local, at(address))).toBeUndefined();
  });

  it.each(["169.254.169.254", "0.0.0.0", "::", "fe80::1", "fd00:ec2::254"])("%s is denied there as well", (address) => {
    expect(refusalOfTarget(local, at(address))).toBeDefined();
  });

  it("denies mail's port whatever the address", () => {
    expect(refusalOfTarget(standard, at("203.0.113.47", 25))).toBe(
      "The probe policy denies port 25. An administrator can allow it under Settings → Probe policy.",
    );
  });
});

describe("the longest prefix", () => {
  const nested = policyOf({ deny: ["10.0.0.0/8", "10.1.2.0/24"], allow: ["10.1.0.0/16", "10.1.2.3"] });
  it.each([
    ["10.2.0.1", "10.0.0.0/8"],
    ["10.1.0.1", undefined],
    ["10.1.2.4", "10.1.2.0/24"],
    ["10.1.2.3", undefined],
    ["11.0.0.1", undefined],
  ])("decides for %s: %s", (address, rule) => {
    const refusal = refusalOfTarget(nested, at(address));
    if (rule) expect(refusal).toContain(`(rule ${rule})`);
    else expect(refusal).toBeUndefined();
  });

  it("denies on a tie", () => {
    const tie = policyOf({ deny: ["10.0.0.0/8"], allow: ["10.0.0.0/8"] });
    expect(refusalOfTarget(tie, at("10.0.0.1"))).toBeDefined();
  });

  it("does not let an allowed IPv6 prefix hide a denied IPv4 address", () => {
    const policy = policyOf({ deny: ["127.0.0.0/8"], allow: ["64:ff9b::/96"] });
    expect(refusalOfTarget(policy, at("64:ff9b::7f00:1"))).toContain("leads to 127.0.0.1");
  });

  it("allows alone what a policy of allowed networks names", () => {
    const closed = policyOf({ deny: ["0.0.0.0/0", "::/0"], allow: ["198.51.100.0/24"] });
    expect(refusalOfTarget(closed, at("198.51.100.7"))).toBeUndefined();
    expect(refusalOfTarget(closed, at("203.0.113.1"))).toBeDefined();
    expect(refusalOfTarget(closed, at("2001:db8::1"))).toBeDefined();
  });
});

const octets = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
const networkRule = fc
  .tuple(octets, fc.integer({ min: 0, max: 32 }))
  .map(([bytes, bits]) => `${ipaddr.IPv4.networkAddressFromCIDR(`${bytes.join(".")}/${bits}`)}/${bits}`);
const networkRules = fc.array(networkRule, { maxLength: 6 });

it("decides as a table of all prefixes from the longest down does", () => {
  fc.assert(
    fc.property(networkRules, networkRules, octets, (allow, deny, bytes) => {
      const address = bytes.join(".");
      const prefixes = Array.from(
        { length: 33 },
        (_, shorter) => `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${32 - shorter}`)}/${32 - shorter}`,
      );
      const deciding = prefixes.find((prefix) => deny.includes(prefix) || allow.includes(prefix));
      const isDenied = deciding !== undefined && deny.includes(deciding);
      expect(refusalOfTarget(policyOf({ allow, deny }), at(address)) !== undefined).toBe(isDenied);
    }),
    { numRuns: 1_000 },
  );
});

it("decides for every way of writing an IPv4 address as for the address itself", () => {
  fc.assert(
    fc.property(networkRules, networkRules, octets, (allow, deny, [a, b, c, d]) => {
      const policy = policyOf({ allow, deny });
      const hex = (high: number, low: number) => (high * 256 + low).toString(16);
      const isDenied = (address: string) => refusalOfTarget(policy, at(address)) !== undefined;
      const plain = isDenied(`${a}.${b}.${c}.${d}`);
      for (const prefix of ["::ffff:", "64:ff9b::", "64:ff9b:1::"])
        expect(isDenied(`${prefix}${hex(a, b)}:${hex(c, d)}`)).toBe(plain);
      expect(isDenied(`2002:${hex(a, b)}:${hex(c, d)}::1`)).toBe(plain);
      expect(isDenied(String(((a * 256 + b) * 256 + c) * 256 + d))).toBe(plain);
    }),
  );
});

it.each(["", "example.com", "1.2.3.4.5", ":::", "127.0.0.1/8", "127.0.0.1 ", "1.2.3.256"])(
  "denies what is no address: %j",
  (address) => expect(refusalOfTarget(policyOf({}), at(address))).toContain("not an address"),
);

it.each([
  [0, false],
  [1, true],
  [19, true],
  [20, false],
  [25, true],
  [26, false],
  [65_535, true],
])("takes port %i as denied: %s", (port, isDenied) => {
  const policy = policyOf({ denyPorts: ["1-19", "25", "60000-65535"] });
  expect(refusalOfTarget(policy, at("203.0.113.47", port)) !== undefined).toBe(isDenied);
});

describe("a new probe's target", () => {
  const spec = (host: string, port?: number, vantage: ProbeSpec["vantage"] = { kind: "edge" }) =>
    ({ target: { host, ...(port && { port }) }, vantage }) as ProbeSpec;
  const pathsOf = (probePolicy: ProbePolicy, probe: ProbeSpec) =>
    targetIssues({ probePolicy }, probe).map(({ path }) => path);

  it.each([
    ["127.0.0.1", 80, ["target.host"]],
    ["localhost", 80, ["target.host"]],
    ["LOCALHOST.", 80, ["target.host"]],
    ["db.localhost", 80, ["target.host"]],
    ["::1", 25, ["target.host", "target.port"]],
    ["example.com", 25, ["target.port"]],
    ["example.com", 80, []],
    ["notlocalhost", 80, []],
    ["localhost.example", 80, []],
  ])("%s port %i is refused at %j", (host, port, paths) => {
    expect(pathsOf(DEFAULT_CONFIG.probePolicy, spec(host, port))).toEqual(paths);
  });

  it("takes port 80 where none is given", () => {
    expect(pathsOf({ allow: [], deny: [], denyPorts: ["80"] }, spec("example.com"))).toEqual(["target.port"]);
  });

  it("is never refused for the simulator, which connects to nothing", () => {
    const simulator = { kind: "simulator", scenario: "healthy", seed: 1 } as const;
    expect(pathsOf(DEFAULT_CONFIG.probePolicy, spec("127.0.0.1", 25, simulator))).toEqual([]);
  });

  it("is not refused as localhost while one of its addresses is allowed", () => {
    expect(pathsOf({ allow: [], deny: ["::1"], denyPorts: [] }, spec("localhost", 80))).toEqual([]);
  });
});
