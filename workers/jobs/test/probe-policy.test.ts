import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import { describe, expect, inject, it, vi } from "vitest";
import { driveJob } from "./driven-job.ts";
import { edgeProbe, METADATA_DENIED, measureOnce, networkUnder } from "./edge-probe.ts";

const { tcpPort, httpPort, trapPort } = inject("targets");
const db = openDatabase(env.DB);
const REMEDY = "An administrator can allow it under Settings → Probe policy.";
const METADATA_WORDS = `The probe policy denies 169.254.169.254 (rule 169.254.0.0/16). ${REMEDY}`;

const LOOPBACK_DENIED = { ...METADATA_DENIED, deny: ["127.0.0.0/8"] };
const trapDenied = networkUnder({ ...METADATA_DENIED, denyPorts: [String(trapPort)] });
const redirectTo = (url: string) => ({ host: "127.0.0.1", port: httpPort, path: `/redirect?to=${url}` });
const timesTrapped = async () => Number(await (await fetch(`http://127.0.0.1:${httpPort}/trapped`)).text());

describe("no packet goes to", () => {
  it.each([
    ["169.254.169.254", METADATA_WORDS],
    ["::ffff:169.254.169.254", METADATA_WORDS],
    ["metadata.test", `The name metadata.test resolves to 169.254.169.254. ${METADATA_WORDS}`],
    ["mapped.test", `The name mapped.test resolves to 169.254.169.254. ${METADATA_WORDS}`],
  ])("%s, by TCP or HTTP", async (host, message) => {
    for (const method of ["tcp", "http"] as const)
      await expect(measureOnce(edgeProbe(method, { host, port: 80 }))).rejects.toMatchObject({
        code: "TARGET_DENIED",
        message,
      });
  });

  it("a denied port, whatever stands there", async () => {
    for (const method of ["tcp", "http"] as const)
      await expect(
        measureOnce(edgeProbe(method, { host: "loopback.test", port: trapPort }), { network: trapDenied }),
      ).rejects.toMatchObject({ code: "TARGET_DENIED", message: expect.stringContaining(`port ${trapPort}`) });
    expect(await timesTrapped()).toBe(0);
  });

  it("a denied port by a redirect", async () => {
    const probe = edgeProbe("http", redirectTo(`http://127.0.0.1:${trapPort}/`), { followRedirects: true });
    await expect(measureOnce(probe, { network: trapDenied })).rejects.toMatchObject({
      code: "TARGET_DENIED",
      message: `http://127.0.0.1:${httpPort} redirects to http://127.0.0.1:${trapPort}. The probe policy denies port ${trapPort}. ${REMEDY}`,
    });
    expect(await timesTrapped()).toBe(0);
    await measureOnce(probe);
    expect(await timesTrapped()).toBe(1);
  });

  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://metadata.test/",
    "http://0xa9fea9fe/",
    "http://2852039166/",
    "http://[::ffff:a9fe:a9fe]/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "//metadata.test/",
    "https://metadata.test:8443/",
  ])("the metadata address by a redirect to %s", async (url) => {
    const probe = edgeProbe("http", redirectTo(encodeURIComponent(url)), { followRedirects: true });
    await expect(measureOnce(probe)).rejects.toMatchObject({
      code: "TARGET_DENIED",
      message: expect.stringMatching(/redirects to .+169\.254\.169\.254/),
    });
  });
});

it("sends packets to the permitted address of a name that has others too", async () => {
  const [packet] = await measureOnce(edgeProbe("tcp", { host: "mixed.test", port: tcpPort }));
  expect(packet?.error).toBeUndefined();
});

it("does not care where a redirect leads that it does not follow", async () => {
  const [packet] = await measureOnce(edgeProbe("http", redirectTo("http://metadata.test/")));
  expect(packet?.error).toBeUndefined();
});

describe("a running probe", () => {
  const probing = (host: string) =>
    driveJob(
      { method: "tcp", vantage: { kind: "edge" }, target: { host, port: tcpPort } },
      { network: networkUnder() },
    );

  it("fails, without a sample, where its name resolves to a denied address", async () => {
    const job = await probing("metadata.test");
    await job.tick(1);
    const message = `The name metadata.test resolves to 169.254.169.254. ${METADATA_WORDS}`;
    expect(await job.describe()).toMatchObject({
      status: "failed",
      statusReason: message,
      error: { code: "TARGET_DENIED", message },
      summary: { sent: 0, missedTicks: 0 },
    });
    expect(await job.samples()).toEqual([]);
    expect((await job.log()).at(-1)).toMatchObject({ level: "error", message: `Failed: ${message}` });
    await vi.waitFor(async () => expect(await findJob(db, job.id)).toEqual(await job.describe()));
  });

  it("fails as soon as its name moves to a denied address, and keeps what it has measured", async () => {
    const job = await probing("moving.test");
    let addresses = ["127.0.0.1"];
    await job.change({ network: { ...networkUnder(), resolve: async () => addresses } });
    await job.tick(3);
    addresses = ["169.254.169.254"];
    await job.tick(1);
    expect(await job.describe()).toMatchObject({
      status: "failed",
      error: { code: "TARGET_DENIED" },
      summary: { sent: 3, received: 3, lossPercent: 0 },
    });
  });

  it("never asks the name again between the check and the connect", async () => {
    const job = await probing("rebinding.test");
    await job.tick(3);
    expect(await job.describe()).toMatchObject({ status: "running", summary: { sent: 3, received: 3 } });
  });

  it("fails when an administrator denies its target meanwhile", async () => {
    const job = await probing("127.0.0.1");
    await job.tick(2);
    await job.change({ network: networkUnder(LOOPBACK_DENIED) });
    await job.tick(1);
    await job.advance(5_000);
    expect(await job.describe()).toMatchObject({
      status: "failed",
      statusReason: `The probe policy denies 127.0.0.1 (rule 127.0.0.0/8). ${REMEDY}`,
      summary: { sent: 2 },
    });
  });

  it("goes on where an administrator has allowed its target a moment ago", async () => {
    const job = await probing("127.0.0.1");
    const { newestPolicy } = networkUnder();
    await job.change({ network: { ...networkUnder(LOOPBACK_DENIED), newestPolicy } });
    await job.tick(2);
    expect(await job.describe()).toMatchObject({ status: "running", summary: { sent: 2, received: 2 } });
  });

  it("is asked of no policy where it is simulated", async () => {
    const job = await driveJob({ target: { host: "169.254.169.254" } });
    const policy = vi.fn();
    await job.change({ network: { ...networkUnder(), policy } });
    await job.tick(2);
    expect(policy).not.toHaveBeenCalled();
    expect(await job.describe()).toMatchObject({ status: "running", summary: { sent: 2 } });
  });
});
