import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { tickCount } from "../probe/grid.ts";
import {
  CADENCE_MS,
  type CreateProbe,
  createJobInput,
  createProbeInput,
  DURATION_MS,
  defaultTimeoutMs,
  longestTimeoutMs,
  PACKETS,
  PACKETS_AT_ONCE,
  probeSpecOf,
  sampleCount,
} from "./create-job.ts";

const target = { host: "modem.example.net", port: 443 };
const tcp = { kind: "probe", target, method: "tcp", vantage: { kind: "edge" }, cadenceMs: 1_000, durationMs: 60_000 };
const simulator = { kind: "simulator", scenario: "healthy" };
const deviceId = "01998ab0-0000-7000-8000-000000000002";
type Fields = Record<string, unknown>;

const probe = (fields: Fields) => createJobInput.safeParse({ ...tcp, ...fields });
const at = (fields: Fields) => ({ target: { ...target, ...fields } });

function parsed(fields: Fields = {}): CreateProbe {
  return createProbeInput.parse({ ...tcp, ...fields });
}
/** Each refusal as "path: message"; none where the input is taken. */
function refusals(fields: Fields): string[] {
  const issues = probe(fields).error?.issues ?? [];
  return [...new Set(issues.map(({ path, message }) => `${path.join(".")}: ${message}`))];
}

describe("a probe", () => {
  it("needs a target, a method, a vantage, a cadence and a duration", () => {
    expect(parsed()).toEqual({ ...tcp, packets: 1, priority: 5 });
    expect(createJobInput.safeParse({ kind: "probe" }).error?.issues.map(({ path }) => path.join("."))).toEqual([
      "target",
      "method",
      "vantage",
      "cadenceMs",
      "durationMs",
    ]);
  });

  it.each([undefined, null, 7, "probe", [], {}, { kind: "PROBE" }, { kind: "chore" }])("is not %j", (input) => {
    expect(createJobInput.safeParse(input).error?.issues).toMatchObject([
      { message: "The kind of job is probe, command or task." },
    ]);
  });

  it("drops what it does not know", () => expect(parsed({ colour: "red" })).not.toHaveProperty("colour"));
});

describe("a host", () => {
  const label = "a".repeat(63);
  it.each([
    ["modem.example.net", "modem.example.net"],
    [" Modem.Example.NET ", "Modem.Example.NET"],
    ["modem.example.net.", "modem.example.net."],
    ["localhost", "localhost"],
    ["_sip.example.net", "_sip.example.net"],
    ["xn--bcher-kva.example.net", "xn--bcher-kva.example.net"],
    ["4g.example.net", "4g.example.net"],
    ["203.0.113.47", "203.0.113.47"],
    ["2001:db8::1", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["[::1]", "::1"],
    [`${label}.net`, `${label}.net`],
    [`${label}.${label}.${label}.${"a".repeat(61)}`, `${label}.${label}.${label}.${"a".repeat(61)}`],
  ])("may be %j", (host, taken) => expect(parsed(at({ host })).target.host).toBe(taken));

  const notAHost =
    "target.host: Not a host name, IPv4 or IPv6 address. Write international names in their xn-- form, without a scheme or path.";
  it.each([
    "http://modem.example.net",
    "modem.example.net/status",
    "modem.example.net:443",
    "two words",
    "büro.example.net",
    "-modem.example.net",
    "modem-.example.net",
    "modem..example.net",
    ".",
    `${label}a.net`,
    "203.0.113",
    "203.0.113.256",
    "3405803823",
    "0xcb00712f",
    "modem.0x1",
    "modem.47",
    "modem.47.",
    "[203.0.113.47]",
    "[modem.example.net]",
    "[2001:db8::1",
    "[[2001:db8::1]]",
    "2001:db8::1::2",
    "fe80::1%eth0",
    "modem\u0000.example.net",
  ])("may not be %j", (host) => expect(refusals(at({ host }))).toEqual([notAHost]));

  it("must be there, and be short", () => {
    const needed = ["target.host: Give the host to measure: a name, an IPv4 or an IPv6 address."];
    for (const host of ["", "   ", undefined, null, 7, ["a"]]) expect(refusals(at({ host }))).toEqual(needed);
    expect(refusals(at({ host: "a".repeat(5_000) }))).toEqual(["target.host: A host has at most 253 characters."]);
  });

  it("that is taken can stand in a URL", () => {
    const isUrl = (text: string) => z.url().safeParse(text).success;
    const text = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6(), fc.stringMatching(/^[a-z0-9x.-]{1,12}$/));
    fc.assert(
      fc.property(text, (host) => {
        const taken = createProbeInput.safeParse({ ...tcp, ...at({ host }) }).data?.target.host;
        if (taken !== undefined) expect(isUrl(`http://${taken.includes(":") ? `[${taken}]` : taken}/`)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("may be any address", () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (host) => {
        expect(parsed(at({ host })).target.host).toBe(host);
        expect(parsed(at({ host, ip: host })).target.ip).toBe(host);
      }),
    );
  });
});

const portWords = "target.port: A port is 1 to 65535.";
const pathWords = "target.path: A path starts with / and holds no spaces; percent-encode other characters.";
const accountWords = "target.accountNumber: An account number has 1 to 64 characters.";
const macWords = "target.mac: A MAC address has 12 hex digits, like 00:11:22:33:44:55.";
const ipWords = "target.ip: Give an IPv4 or IPv6 address, like 203.0.113.47.";
const cadenceWords = "cadenceMs: A cadence is 1 s to 5 min: 1,000 to 300,000 ms.";
const durationWords = "durationMs: A duration is 10 s to 7 days: 10,000 to 604,800,000 ms.";
const packetsWords = "packets: A tick sends 1 to 20 packets.";
const priorityWords = "priority: Priority is 1 (most urgent) to 10.";
const runAtWords = "runAt: A start time is in ms since 1970, a whole number up to 8640000000000.";
const queueWords = "queue: A queue's name has 1 to 100 characters.";
const keyWords = "idempotencyKey: An idempotency key has 1 to 200 characters.";
const statusWords = "Expected statuses are 1 to 20 whole numbers from 100 to 599.";
const seedWords = "vantage.seed: A seed is a whole number from 0 to 2147483647.";
const simulated = (vantage: Fields) => ({ method: "simulated", vantage: { ...simulator, ...vantage } });
const long = (length: number) => "x".repeat(length);

describe("what is taken", () => {
  it.each<[string, Fields]>([
    ["the least port", at({ port: 1 })],
    ["the greatest port", at({ port: 65_535 })],
    ["a path and query", at({ path: "/status?x=%20#y" })],
    ["the longest path", at({ path: `/${long(1_999)}` })],
    ["the longest account number", at({ accountNumber: long(64) })],
    ["the shortest cadence", { cadenceMs: 1_000 }],
    ["the longest cadence", { cadenceMs: 300_000, durationMs: 600_000 }],
    ["a cadence over the duration", { cadenceMs: 300_000, durationMs: 10_000 }],
    ["the longest duration", { durationMs: 604_800_000 }],
    ["the most packets", { packets: 20 }],
    ["the shortest timeout", { timeoutMs: 10 }],
    ["a timeout of the cadence", { timeoutMs: 1_000 }],
    ["the longest timeout of two rounds", { packets: 7, timeoutMs: 500 }],
    ["the most urgent", { priority: 1 }],
    ["the least urgent", { priority: 10 }],
    ["the longest texts", { name: long(200), notes: long(4_000), queue: long(100), idempotencyKey: long(200) }],
    ["no texts", { name: "", notes: "" }],
    ["the latest start", { runAt: 8_640_000_000_000 }],
    ["the statuses at the ends", { expectedStatus: [100, 599] }],
    ["twenty statuses", { expectedStatus: Array.from({ length: 20 }, (_, i) => 200 + i) }],
    ["the seeds at the ends", simulated({ seed: 0 })],
    ["the greatest seed", simulated({ seed: 2_147_483_647 })],
    ["HTTP without a port", { method: "http", target: { host: "203.0.113.47" } }],
    ["no dependencies", { dependsOn: [] }],
  ])("%s", (_name, fields) => expect(refusals(fields)).toEqual([]));
});

describe("what is refused, with its place and what would be taken", () => {
  it.each<[string, Fields]>([
    ["target: Give the target to measure: an object with at least a host.", { target: undefined }],
    ["target: Give the target to measure: an object with at least a host.", { target: "modem.example.net" }],
    [portWords, at({ port: 0 })],
    [portWords, at({ port: 65_536 })],
    [portWords, at({ port: -443 })],
    ["target.port: A port is a whole number from 1 to 65535.", at({ port: 443.5 })],
    ["target.port: A port is a whole number from 1 to 65535.", at({ port: "443" })],
    [pathWords, at({ path: "status" })],
    [pathWords, at({ path: "" })],
    [pathWords, at({ path: "/a b" })],
    [pathWords, at({ path: "/é" })],
    [pathWords, at({ path: "/a\r\nHost: b" })],
    [pathWords, at({ path: 7 })],
    ["target.path: A path has at most 2,000 characters.", at({ path: `/${long(2_000)}` })],
    [accountWords, at({ accountNumber: "  " })],
    [accountWords, at({ accountNumber: long(65) })],
    [accountWords, at({ accountNumber: 7 })],
    [macWords, at({ mac: "00:11:22:33:44" })],
    [macWords, at({ mac: 7 })],
    [ipWords, at({ ip: "modem.example.net" })],
    [ipWords, at({ ip: "" })],
    ["method: The method is icmp, tcp, http, traceroute or simulated.", { method: "udp" }],
    ["vantage: Measure from edge, device or simulator.", { vantage: undefined }],
    ["vantage.kind: Measure from edge, device or simulator.", { vantage: { kind: "moon" } }],
    ["vantage.deviceId: A device's id is a UUID.", { method: "icmp", vantage: { kind: "device" } }],
    ["vantage.scenario: The scenario is healthy, intermittent or offline.", simulated({ scenario: "sunny" })],
    [seedWords, simulated({ seed: -1 })],
    [seedWords, simulated({ seed: 2_147_483_648 })],
    [seedWords, simulated({ seed: "7" })],
    [cadenceWords, { cadenceMs: 999 }],
    [cadenceWords, { cadenceMs: 300_001 }],
    [cadenceWords, { cadenceMs: 1_000.5 }],
    [cadenceWords, { cadenceMs: "1000" }],
    [cadenceWords, { cadenceMs: Number.NaN }],
    [cadenceWords, { cadenceMs: 1e300 }],
    [durationWords, { durationMs: 9_999 }],
    [durationWords, { durationMs: 604_800_001 }],
    [durationWords, { durationMs: -60_000 }],
    [durationWords, { durationMs: Number.POSITIVE_INFINITY }],
    [packetsWords, { packets: 0 }],
    [packetsWords, { packets: 21 }],
    [packetsWords, { packets: 1.5 }],
    ["timeoutMs: A packet's timeout is at least 10 ms.", { timeoutMs: 9 }],
    ["timeoutMs: A packet's timeout is a whole number of ms.", { timeoutMs: 800.5 }],
    ["timeoutMs: A packet's timeout can be at most the cadence, 1000 ms.", { timeoutMs: 1_001 }],
    ["timeoutMs: A packet's timeout can be at most the cadence, 1000 ms.", { packets: 6, timeoutMs: 1_001 }],
    [
      "timeoutMs: 20 packets go out 6 at a time, so each can wait at most 250 ms at this cadence.",
      { packets: 20, timeoutMs: 251 },
    ],
    [priorityWords, { priority: 0 }],
    [priorityWords, { priority: 11 }],
    [priorityWords, { priority: "5" }],
    [runAtWords, { runAt: -1 }],
    [runAtWords, { runAt: 8_640_000_000_001 }],
    [runAtWords, { runAt: "tomorrow" }],
    ["name: A name has at most 200 characters.", { name: long(201) }],
    ["notes: Notes have at most 4,000 characters.", { notes: long(4_001) }],
    [queueWords, { queue: " " }],
    [queueWords, { queue: long(101) }],
    [keyWords, { idempotencyKey: "" }],
    [keyWords, { idempotencyKey: long(201) }],
    [`expectedStatus: ${statusWords}`, { expectedStatus: [] }],
    [`expectedStatus: ${statusWords}`, { expectedStatus: 200 }],
    [`expectedStatus: ${statusWords}`, { expectedStatus: Array.from({ length: 21 }, () => 200) }],
    [`expectedStatus.1: ${statusWords}`, { expectedStatus: [200, 600] }],
    [`expectedStatus.0: ${statusWords}`, { expectedStatus: [99] }],
    ["followRedirects: Following redirects is true or false.", { followRedirects: "yes" }],
    ["variables: Variables cannot be used with a probe.", { variables: {} }],
    ["dependsOn.0: A job's id is a UUID.", { dependsOn: ["the one before"] }],
  ])("%s (%#)", (refusal, fields) => expect(refusals(fields)).toEqual([refusal]));

  it("names every field at once", () => {
    const paths = refusals({ ...at({ port: 0, mac: "x" }), cadenceMs: 1, packets: 99 }).map(
      (text) => text.split(":")[0],
    );
    expect(paths).toEqual(["target.port", "target.mac", "cadenceMs", "packets"]);
  });
});

describe("method and vantage", () => {
  const edge = { kind: "edge" };
  const device = { kind: "device", deviceId };
  const icmp = "method: ICMP is measured from a device. From the edge use tcp or http.";
  const way = "method: A traceroute is measured from a device. From the edge use tcp or http.";
  const together = "method: The simulator vantage and the simulated method go together.";
  it.each<[string, Fields, string[]]>([
    ["tcp", edge, []],
    ["http", edge, []],
    ["simulated", simulator, []],
    ["icmp", edge, [icmp]],
    ["icmp", simulator, [icmp]],
    ["simulated", edge, [together]],
    ["tcp", simulator, [together]],
    ["http", simulator, [together]],
    ["simulated", device, [together]],
    ["traceroute", edge, [way]],
    ["traceroute", simulator, [way]],
    ["icmp", device, []],
    ["tcp", device, []],
    ["http", device, []],
    ["traceroute", device, []],
  ])("%s from %j", (method, vantage, expected) =>
    expect(refusals({ method, vantage, cadenceMs: 5_000 })).toEqual(expected),
  );

  it("go down to 200 ms on a device, and to 5 s for a traceroute of one sample", () => {
    const deviceWords = "cadenceMs: A device measures every 200 ms to 5 min: 200 to 300,000 ms.";
    const wayWords = "cadenceMs: A traceroute is measured every 5 s to 5 min: 5,000 to 300,000 ms.";
    const traceroute = { method: "traceroute", vantage: device };
    expect(refusals({ vantage: device, cadenceMs: 200 })).toEqual([]);
    expect(refusals({ vantage: device, cadenceMs: 199 })).toEqual([deviceWords]);
    expect(refusals({ ...traceroute, cadenceMs: 5_000 })).toEqual([]);
    expect(refusals({ ...traceroute, cadenceMs: 4_999 })).toEqual([wayWords]);
    expect(refusals({ ...traceroute, cadenceMs: 5_000, packets: 2 })).toEqual([
      "packets: A traceroute takes one sample a tick.",
    ]);
  });

  it("tcp needs a port, the others do not", () => {
    const needsPort = ["target.port: A TCP probe needs the port to connect to."];
    expect(refusals({ target: { host: "203.0.113.47" } })).toEqual(needsPort);
    expect(refusals({ ...simulated({}), target: { host: "lab" } })).toEqual([]);
  });
});

describe("the spec of a probe", () => {
  it("fills in a packet, its timeout and a seed", () => {
    expect(probeSpecOf(parsed(), 7)).toEqual({
      target,
      method: "tcp",
      vantage: { kind: "edge" },
      cadenceMs: 1_000,
      durationMs: 60_000,
      packets: 1,
      timeoutMs: 800,
    });
    expect(probeSpecOf(parsed(simulated({})), 7).vantage).toEqual({ ...simulator, seed: 7 });
  });

  it("keeps what was given", () => {
    const given = { packets: 3, timeoutMs: 250, expectedStatus: [204], followRedirects: false };
    expect(probeSpecOf(parsed({ ...given, method: "http" }), 7)).toMatchObject(given);
    expect(probeSpecOf(parsed(simulated({ seed: 0 })), 7).vantage).toMatchObject({ seed: 0 });
  });

  it("has the MAC in its one form", () => {
    expect(probeSpecOf(parsed(at({ mac: "001A.2B3C.4D5E" })), 7).target.mac).toBe("00:1a:2b:3c:4d:5e");
  });

  it("survives a trip through JSON", () => {
    for (const fields of [{}, simulated({}), { method: "http", expectedStatus: [200] }]) {
      const spec = probeSpecOf(parsed(fields), 7);
      expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    }
  });
});

describe("timeouts", () => {
  const cadenceMs = fc.integer(CADENCE_MS);
  const packets = fc.integer(PACKETS);
  const rounds = (packets: number) => Math.ceil(packets / PACKETS_AT_ONCE);

  it.each([
    [1_000, 1, 1_000, 800],
    [1_000, 6, 1_000, 800],
    [1_000, 7, 500, 400],
    [1_000, 20, 250, 200],
    [5_000, 1, 5_000, 4_000],
    [60_000, 1, 60_000, 5_000],
    [60_000, 20, 15_000, 5_000],
  ])("at %d ms with %d packets are %d at most and %d by default", (cadenceMs, packets, longest, usual) => {
    expect([longestTimeoutMs(cadenceMs, packets), defaultTimeoutMs(cadenceMs, packets)]).toEqual([longest, usual]);
  });

  it("let all rounds of packets end within the cadence, and no longer ones would", () => {
    fc.assert(
      fc.property(cadenceMs, packets, (cadenceMs, packets) => {
        const longest = longestTimeoutMs(cadenceMs, packets);
        expect(rounds(packets) * longest).toBeLessThanOrEqual(cadenceMs);
        expect(rounds(packets) * (longest + 1)).toBeGreaterThan(cadenceMs);
      }),
    );
  });

  it("are by default ones that the input would take, with a fifth to spare", () => {
    fc.assert(
      fc.property(cadenceMs, packets, (cadenceMs, packets) => {
        const timeoutMs = defaultTimeoutMs(cadenceMs, packets);
        expect(refusals({ cadenceMs, packets, timeoutMs })).toEqual([]);
        expect(timeoutMs).toBeLessThanOrEqual(Math.min(5_000, longestTimeoutMs(cadenceMs, packets) * 0.8));
      }),
    );
  });

  it("are taken up to the longest and no further", () => {
    fc.assert(
      fc.property(cadenceMs, packets, (cadenceMs, packets) => {
        const longest = longestTimeoutMs(cadenceMs, packets);
        expect(refusals({ cadenceMs, packets, timeoutMs: longest })).toEqual([]);
        expect(refusals({ cadenceMs, packets, timeoutMs: longest + 1 })).toHaveLength(1);
      }),
    );
  });
});

describe("the sample count", () => {
  it.each([
    [1_000, 60_000, 1, 60],
    [1_000, 86_400_000, 5, 432_000],
    [3_000, 10_000, 2, 8],
    [300_000, 10_000, 20, 20],
  ])("of a probe each %d ms for %d ms with %d packets is %d", (cadenceMs, durationMs, packets, count) => {
    expect(sampleCount({ cadenceMs, durationMs, packets })).toBe(count);
  });

  it("is that of the ticks on the grid", () => {
    fc.assert(
      fc.property(
        fc.integer(CADENCE_MS),
        fc.integer(DURATION_MS),
        fc.integer(PACKETS),
        (cadenceMs, durationMs, packets) => {
          expect(sampleCount({ cadenceMs, durationMs, packets })).toBe(tickCount(durationMs, cadenceMs) * packets);
        },
      ),
    );
  });
});

describe("a command", () => {
  const document = { version: "1.0", steps: [] };
  const whole = { kind: "command", deviceId, document };
  const wrong = (fields: Fields) =>
    createJobInput
      .safeParse({ ...whole, ...fields })
      .error?.issues.map(({ path, message }) => [path.join("."), message]);
  const eitherWords = "Give either a job document or the template to run.";
  const timeoutWords = "A timeout is 1 s to 7 days: 1,000 to 604,800,000 ms.";
  const ttlWords = "A job waits for its device 1 s to 30 days: 1,000 to 2,592,000,000 ms.";

  it("takes a document or a template, and fills in the back-off but no urgency, which a template may give", () => {
    expect(createJobInput.parse(whole)).toEqual(whole);
    expect(wrong({ document: undefined, templateId: "reboot-modem", variables: { HOST: "a" } })).toBeUndefined();
    expect(createJobInput.parse({ ...whole, retry: { maxAttempts: 3 } })).toMatchObject({
      retry: { maxAttempts: 3, initialMs: 5_000, factor: 2, maxMs: 300_000 },
    });
  });

  it.each<[string, string, Fields]>([
    ["deviceId", "Give the id of the device to run on: a UUID.", { deviceId: "gw-12" }],
    ["document", eitherWords, { document: undefined }],
    ["document", eitherWords, { templateId: "reboot-modem" }],
    ["timeoutMs", timeoutWords, { timeoutMs: 999 }],
    ["timeoutMs", timeoutWords, { timeoutMs: 604_800_001 }],
    ["queueTtlMs", ttlWords, { queueTtlMs: 999 }],
    ["queueTtlMs", ttlWords, { queueTtlMs: 2_592_000_001 }],
    ["retry.maxAttempts", "Give 1 to 10 attempts.", { retry: { maxAttempts: 11 } }],
    ["retry.factor", "The wait grows by a factor of 1 to 10.", { retry: { maxAttempts: 2, factor: 0.5 } }],
    ["retry.initialMs", "A wait between attempts is 0 to 86,400,000 ms.", { retry: { maxAttempts: 2, initialMs: -1 } }],
    ["variables.HOST", "Variables are texts by their names.", { variables: { HOST: 7 } }],
  ])("is refused by %s: %s", (path, message, fields) => expect(wrong(fields)).toEqual([[path, message]]));
});
