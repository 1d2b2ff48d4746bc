import { describe, expect, it } from "vitest";
import { expectRefusal } from "../../test/refusal.ts";
import { expectNothingStored, postProbe } from "../../test/refused-creation.ts";

expectNothingStored();

const edge = { vantage: { kind: "edge" } };
const host = (text: unknown) => ({ target: { host: text } });
const target = (fields: object) => ({ target: { host: "203.0.113.47", ...fields } });
const text = (length: number) => "x".repeat(length);

const FAULTS: [what: string, path: string, changes: object][] = [
  ["no kind", "kind", { kind: undefined }],
  ["an unknown kind", "kind", { kind: "spell" }],
  ["a kind that is no text", "kind", { kind: 7 }],
  ["no target", "target", { target: undefined }],
  ["a target that is a text", "target", { target: "203.0.113.47" }],
  ["no host", "target.host", { target: {} }],
  ["an empty host", "target.host", host("")],
  ["a host of spaces", "target.host", host("   ")],
  ["a host that is a number", "target.host", host(3405803823)],
  ["a host of 5 kB", "target.host", host(text(5_000))],
  ["a host with letters beyond ASCII", "target.host", host("bücher.example.net")],
  ["a host with a space", "target.host", host("example .net")],
  ["a host with a scheme", "target.host", host("http://example.net")],
  ["a host with a path", "target.host", host("example.net/up")],
  ["a host with a port", "target.host", host("example.net:443")],
  ["three numbers for a host", "target.host", host("1.2.3")],
  ["an address beyond 255", "target.host", host("203.0.113.256")],
  ["a host with NUL", "target.host", host("example\u0000.net")],
  ["a host with a line break", "target.host", host("example.net\r\nX: 1")],
  ["a host with an empty label", "target.host", host("example..net")],
  ["a host with a script", "target.host", host("<script>alert(1)</script>")],
  ["a host with SQL", "target.host", host("'; DROP TABLE jobs; --")],
  ["port 0", "target.port", target({ port: 0 })],
  ["port 65536", "target.port", target({ port: 65_536 })],
  ["half a port", "target.port", target({ port: 80.5 })],
  ["a port as text", "target.port", target({ port: "80" })],
  ["a path without a slash", "target.path", target({ path: "up" })],
  ["a path with a space", "target.path", target({ path: "/a b" })],
  ["a path with a line break", "target.path", target({ path: "/a\r\nHost: b" })],
  ["a path of 5 kB", "target.path", target({ path: `/${text(5_000)}` })],
  ["a MAC of 11 digits", "target.mac", target({ mac: "00:11:22:33:44:5" })],
  ["a MAC with other letters", "target.mac", target({ mac: "00:11:22:33:44:GG" })],
  ["an IP that is none", "target.ip", target({ ip: "203.0.113" })],
  ["a long account number", "target.accountNumber", target({ accountNumber: text(65) })],
  ["an empty account number", "target.accountNumber", target({ accountNumber: " " })],
  ["an unknown method", "method", { method: "carrier-pigeon" }],
  ["ICMP from the edge", "method", { ...edge, method: "icmp" }],
  ["the simulator's method from the edge", "method", { ...edge, method: "simulated" }],
  ["TCP from the simulator", "method", { ...target({ port: 80 }), method: "tcp" }],
  ["TCP without a port", "target.port", { ...edge, method: "tcp" }],
  ["no vantage", "vantage", { vantage: undefined }],
  ["an unknown vantage", "vantage.kind", { vantage: { kind: "moon" } }],
  ["icmp from the edge", "method", { method: "icmp", vantage: { kind: "edge" } }],
  ["a device without its id", "vantage.deviceId", { method: "icmp", vantage: { kind: "device" } }],
  ["an unknown scenario", "vantage.scenario", { vantage: { kind: "simulator", scenario: "haunted" } }],
  ["a negative seed", "vantage.seed", { vantage: { kind: "simulator", scenario: "healthy", seed: -1 } }],
  ...["cadenceMs", "durationMs"].flatMap((field) =>
    [-1_000, 0, 999, 1_000.5, 1e15, Number.MAX_VALUE, "NaN", "60000", null, true, [], {}].map(
      (value): [string, string, object] => [`${field} ${JSON.stringify(value)}`, field, { [field]: value }],
    ),
  ),
  ["a timeout over the cadence", "timeoutMs", { timeoutMs: 1_001 }],
  ["a timeout that twelve packets cannot wait", "timeoutMs", { packets: 12, timeoutMs: 501 }],
  ["a timeout of 0", "timeoutMs", { timeoutMs: 0 }],
  ["no packets", "packets", { packets: 0 }],
  ["too many packets", "packets", { packets: 21 }],
  ["half a packet", "packets", { packets: 1.5 }],
  ["a status beyond HTTP's", "expectedStatus.0", { expectedStatus: [42] }],
  ["no expected status at all", "expectedStatus", { expectedStatus: [] }],
  ["a redirect wish as text", "followRedirects", { followRedirects: "yes" }],
  ["a name of 5 kB", "name", { name: text(5_000) }],
  ["huge notes", "notes", { notes: text(4_001) }],
  ["notes that are no text", "notes", { notes: { a: 1 } }],
  ["priority 0", "priority", { priority: 0 }],
  ["priority 11", "priority", { priority: 11 }],
  ["priority 1.5", "priority", { priority: 1.5 }],
  ["an empty queue", "queue", { queue: "" }],
  ["a negative runAt", "runAt", { runAt: -1 }],
  ["a runAt as text", "runAt", { runAt: "2030-01-01" }],
  ["a runAt beyond the calendar", "runAt", { runAt: 9e15 }],
  ["an empty idempotency key", "idempotencyKey", { idempotencyKey: "" }],
  ["a long idempotency key", "idempotencyKey", { idempotencyKey: text(201) }],
  ["a template that is no text", "templateId", { templateId: 7 }],
  ["a dependency that is no id", "dependsOn.0", { dependsOn: ["the one before"] }],
];

describe("a creation", () => {
  it.each(FAULTS)("is refused with the path of its fault: %s", async (_what, path, changes) => {
    const { message, data } = await expectRefusal(await postProbe(changes));
    expect(data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT" });
    expect(data.paths).toContain(path);
    expect(message).not.toMatch(/^(\w+: )?Invalid (input|option)/);
    const issue = data.details?.issues?.find((each) => each.path === path);
    expect(issue?.message).toMatch(/^\S.{8,}\.$/);
  });

  it("names every fault at once", async () => {
    const { message, data } = await expectRefusal(await postProbe({ priority: 0, packets: 0, ...host("") }));
    expect(data.paths).toEqual(expect.arrayContaining(["priority", "packets", "target.host"]));
    expect(message).toMatch(/\(2 more\)$/);
  });
});
