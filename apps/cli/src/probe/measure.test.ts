import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProbeSpec } from "@fieldline/domain/job";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProber, ProbeImpossible } from "./measure.ts";
import type { Machine } from "./program.ts";

let folder: string;
let machine: Machine;
const never = new AbortController().signal;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fieldline-probe-"));
  machine = { platform: "linux", path: folder };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function spec(of: Partial<ProbeSpec>): ProbeSpec {
  return {
    target: { host: "192.0.2.7" },
    method: "icmp",
    vantage: { kind: "device", deviceId: "0192f5b0-0000-7000-8000-000000000001" },
    cadenceMs: 1_000,
    durationMs: 60_000,
    packets: 1,
    timeoutMs: 1_000,
    ...of,
  };
}

/** A program of this name that does what the script says, on the machine's PATH before any other. */
function install(name: string, script: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

describe("icmp", () => {
  const reply = 'echo "64 bytes from $4: icmp_seq=1 ttl=57 time=12.345 ms"';

  it("takes ping's own figure, to the microsecond, and asks for the address alone", async () => {
    install("ping", `[ "$*" = "-n -c 1 192.0.2.7" ] && ${reply}`);
    const before = Date.now();
    const [packet] = await createProber(spec({}), machine).measure(5_000, never);
    expect(packet).toEqual({ at: expect.any(Number), rttMs: 12.345 });
    expect(packet?.at).toBeGreaterThanOrEqual(before);
    expect(packet?.at).toBeLessThanOrEqual(Date.now());
  });

  it("gives one outcome for each packet of the tick", async () => {
    install("ping", reply);
    const packets = await createProber(spec({ packets: 8 }), machine).measure(5_000, never);
    expect(packets.map(({ rttMs }) => rttMs)).toEqual(Array(8).fill(12.345));
  });

  it("asks ping6 for an IPv6 address where there is one", async () => {
    install("ping", "exit 1");
    install("ping6", reply);
    const target = { host: "2001:db8::7" };
    expect((await createProber(spec({ target }), machine).measure(5_000, never))[0]?.rttMs).toBe(12.345);
  });

  it("says at the deadline what ping printed when it was interrupted", async () => {
    install(
      "ping",
      `trap 'echo "From 192.0.2.1 icmp_seq=1 Destination Host Unreachable"; exit 1' INT\nsleep 60 & wait`,
    );
    const [packet] = await createProber(spec({}), machine).measure(300, never);
    expect(packet).toMatchObject({ rttMs: null, error: "destination host unreachable, says 192.0.2.1" });
  });

  it("is lost when ping says to have sent it and had no answer in time", async () => {
    install("ping", `trap 'echo "1 packets transmitted, 0 received, 100% packet loss"; exit 1' INT\nsleep 60 & wait`);
    const [packet] = await createProber(spec({}), machine).measure(100, never);
    expect(packet).toMatchObject({ rttMs: null, error: "timed out after 100 ms" });
  });

  it("is lost when its answer took longer than the time to wait", async () => {
    install("ping", reply);
    const [packet] = await createProber(spec({}), machine).measure(10, never);
    expect(packet).toMatchObject({ rttMs: null, error: "timed out after 10 ms" });
  });

  it.each([
    ["never came to say that it sent one", "trap '' INT\nexec sleep 60"],
    [
      "was interrupted before it sent one",
      `trap 'echo "0 packets transmitted, 0 received"; exit 1' INT\nsleep 60 & wait`,
    ],
  ])("is not measured, and never lost, where ping %s", async (_what, script) => {
    install("ping", script);
    const startedAt = performance.now();
    expect(await createProber(spec({}), machine).measure(100, never)).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  it("fails the probe where ping may not send", async () => {
    install("ping", 'echo "ping: permission denied (are you root?)" >&2; exit 1');
    const measured = createProber(spec({}), machine).measure(1_000, never);
    await expect(measured).rejects.toMatchObject({ code: "PING_NOT_PERMITTED" });
    await expect(measured).rejects.toBeInstanceOf(ProbeImpossible);
  });

  it("fails the probe where ping has gone since", async () => {
    install("ping", reply);
    const prober = createProber(spec({}), machine);
    rmSync(join(folder, "ping"));
    await expect(prober.measure(1_000, never)).rejects.toMatchObject({ code: "NO_PING_PROGRAM" });
  });

  it("is ended by the signal and by close", async () => {
    install("ping", "exec sleep 60");
    const cancel = new AbortController();
    const prober = createProber(spec({}), machine);
    const cancelled = prober.measure(60_000, cancel.signal);
    const closed = prober.measure(60_000, never);
    cancel.abort();
    expect(await cancelled).toEqual([]);
    prober.close();
    expect(await closed).toEqual([]);
    expect(await prober.measure(60_000, never)).toEqual([]);
  });
});

describe("traceroute", () => {
  const printed = `cat <<'END'
traceroute to 192.0.2.7 (192.0.2.7), 30 hops max, 60 byte packets
 1  192.168.1.1  0.413 ms  0.349 ms
 2  192.0.2.7  5.1 ms  5.2 ms
END`;

  it("gives the way with the first packet, and the target's rtt of each query", async () => {
    install("ping", "exit 1");
    install("traceroute", `[ "$3" = 2 ] || exit 1\n${printed}`);
    const packets = await createProber(spec({ method: "traceroute", packets: 2 }), machine).measure(5_000, never);
    expect(packets).toEqual([
      {
        at: expect.any(Number),
        rttMs: 5.1,
        hops: [
          { ttl: 1, ip: "192.168.1.1", rttMs: [0.413, 0.349] },
          { ttl: 2, ip: "192.0.2.7", rttMs: [5.1, 5.2] },
        ],
      },
      { at: expect.any(Number), rttMs: 5.2 },
    ]);
  });

  it("keeps the hops so far at the deadline, and takes the target's rtt from ping", async () => {
    install("ping", 'echo "64 bytes from 192.0.2.7: icmp_seq=1 ttl=57 time=9.5 ms"');
    install("traceroute", 'echo " 1  192.168.1.1  0.413 ms"; exec sleep 60');
    const packets = await createProber(spec({ method: "traceroute" }), machine).measure(300, never);
    expect(packets).toEqual([
      { at: expect.any(Number), rttMs: 9.5, hops: [{ ttl: 1, ip: "192.168.1.1", rttMs: [0.413] }] },
    ]);
  });

  it("says why the target did not answer", async () => {
    install("ping", 'echo "From 192.168.1.1 icmp_seq=1 Destination Net Unreachable"; exit 1');
    install("traceroute", 'echo " 1  192.168.1.1  0.413 ms !N"');
    const [packet] = await createProber(spec({ method: "traceroute" }), machine).measure(5_000, never);
    expect(packet).toMatchObject({ rttMs: null, error: "destination net unreachable, says 192.168.1.1" });
    expect(packet?.hops).toHaveLength(1);
  });
});

it("cannot measure what only a simulator can", () => {
  expect(() => createProber(spec({ method: "simulated" }))).toThrow(ProbeImpossible);
});
