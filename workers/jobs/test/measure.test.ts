import { createJobInput, probeSpecOf } from "@fieldline/domain/create-job";
import type { ProbeSpec, ProbeTarget } from "@fieldline/domain/job";
import { measureTick } from "@fieldline/worker-jobs/measure";
import { describe, expect, inject, it } from "vitest";

const { tcpPort, httpPort, silentPort, closedPort } = inject("targets");

function probe(method: "tcp" | "http", target: ProbeTarget, changes: object = {}): ProbeSpec {
  const vantage = { kind: "edge" } as const;
  return probeSpecOf(
    createJobInput.parse({ kind: "probe", method, target, vantage, cadenceMs: 1_000, durationMs: 10_000, ...changes }),
    1,
  );
}

const measure = (spec: ProbeSpec, waitMs = 500) => measureTick(spec, { tick: 0, waitMs, clock: () => Date.now() });

describe("tcp", () => {
  it("takes the time of a connect", async () => {
    const [packet] = await measure(probe("tcp", { host: "127.0.0.1", port: tcpPort }));
    expect(packet?.error).toBeUndefined();
    expect(packet?.rttMs).toBeGreaterThanOrEqual(0);
    expect(packet?.rttMs).toBeLessThan(500);
  });

  it("sends every packet of a tick", async () => {
    const packets = await measure(probe("tcp", { host: "127.0.0.1", port: tcpPort }, { packets: 20 }), 200);
    expect(packets.filter(({ rttMs }) => rttMs !== null)).toHaveLength(20);
  });

  it("says that a connection was refused", async () => {
    const [packet] = await measure(probe("tcp", { host: "127.0.0.1", port: closedPort }));
    expect(packet).toMatchObject({ rttMs: null, error: "connection refused or unreachable" });
  });

  it("says that a name does not resolve", async () => {
    const [packet] = await measure(probe("tcp", { host: "no-such-host.invalid", port: tcpPort }), 5_000);
    expect(packet).toMatchObject({ rttMs: null, error: expect.stringContaining("does not resolve") });
  });
});

describe("http", () => {
  const at = (path: string) => ({ host: "127.0.0.1", port: httpPort, path });

  it("takes the time of a request", async () => {
    const [packet] = await measure(probe("http", at("/")));
    expect(packet?.error).toBeUndefined();
    expect(packet?.rttMs).toBeGreaterThanOrEqual(0);
  });

  it("counts an unexpected status as lost and names it", async () => {
    const [packet] = await measure(probe("http", at("/status/503")));
    expect(packet).toMatchObject({ rttMs: null, error: "answered with HTTP status 503" });
  });

  it("takes the statuses that were asked for", async () => {
    const [expected] = await measure(probe("http", at("/status/503"), { expectedStatus: [503] }));
    const [unexpected] = await measure(probe("http", at("/status/200"), { expectedStatus: [503] }));
    expect(expected?.rttMs).not.toBeNull();
    expect(unexpected?.error).toBe("answered with HTTP status 200");
  });

  it("does not follow a redirect unless asked", async () => {
    const [stayed] = await measure(probe("http", at("/moved")));
    const [followed] = await measure(probe("http", at("/moved"), { followRedirects: true }));
    expect(stayed?.rttMs).not.toBeNull();
    expect(followed?.error).toBe("answered with HTTP status 500");
  });

  it("gives up after its timeout", async () => {
    const startedAt = Date.now();
    const [packet] = await measure(probe("http", { host: "127.0.0.1", port: silentPort }), 150);
    expect(packet).toMatchObject({ rttMs: null, error: "timed out after 150 ms" });
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });

  it("says that a connection was refused or a name does not resolve", async () => {
    const [refused] = await measure(probe("http", { host: "127.0.0.1", port: closedPort }));
    const [unknown] = await measure(probe("http", { host: "no-such-host.invalid", port: 8080 }), 5_000);
    expect(refused?.error).toBe("connection refused or closed without a reply");
    expect(unknown?.error).toBe("the name does not resolve");
  });
});
