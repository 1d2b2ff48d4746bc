import { env } from "cloudflare:workers";
import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import type { Job } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { mutate } from "../../test/call.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";

const REMEDY = "An administrator can allow it under Settings → Probe policy.";
const edge = { vantage: { kind: "edge" }, runAt: Date.UTC(2100, 0, 1) } as const;
const create = (method: "tcp" | "http", target: object) =>
  mutate<Job>("jobs.create", { ...probeInput(), ...edge, method, target });
const setPolicy = (value: object) => mutate("config.set", { key: "probePolicy", value });
const countJobs = () => env.DB.prepare("SELECT count(*) AS n FROM jobs").first<number>("n");

beforeAll(() => setLimits({}));

it("lets a local server, until anything is set, measure its own machine, and metadata no more than any other", async () => {
  expect((await create("tcp", { host: "localhost", port: 443 })).status).toBe(200);
  expect((await create("tcp", { host: "127.0.0.1", port: 443 })).status).toBe(200);
  expect((await create("tcp", { host: "169.254.169.254", port: 443 })).error.data.reason).toBe("TARGET_DENIED");
});

describe("a server that is not local", () => {
  it.each([
    [
      { host: "127.0.0.1", port: 443 },
      "target.host",
      `The probe policy denies 127.0.0.1 (rule 127.0.0.0/8). ${REMEDY}`,
    ],
    [{ host: "[::1]", port: 443 }, "target.host", `The probe policy denies ::1. ${REMEDY}`],
    [
      { host: "localhost", port: 443 },
      "target.host",
      `The probe policy denies 127.0.0.1 (rule 127.0.0.0/8). ${REMEDY}`,
    ],
    [{ host: "a.localhost", port: 443 }, "target.host", expect.stringContaining("127.0.0.1")],
    [{ host: "::ffff:127.0.0.1", port: 443 }, "target.host", expect.stringContaining("127.0.0.1")],
    [{ host: "64:ff9b::7f00:1", port: 443 }, "target.host", expect.stringContaining("leads to 127.0.0.1")],
    [{ host: "169.254.169.254", port: 80 }, "target.host", expect.stringContaining("(rule 169.254.0.0/16)")],
    [{ host: "fd00:ec2::254", port: 80 }, "target.host", expect.stringContaining("fd00:ec2::254")],
    [{ host: "0.0.0.0", port: 80 }, "target.host", expect.stringContaining("(rule 0.0.0.0/8)")],
    [{ host: "example.com", port: 25 }, "target.port", `The probe policy denies port 25. ${REMEDY}`],
  ])("refuses %j at %s", async (target, path, message) => {
    await setPolicy(DEFAULT_CONFIG.probePolicy);
    const before = await countJobs();
    for (const method of ["tcp", "http"] as const) {
      const { status, error } = await create(method, target);
      expect(status).toBe(400);
      expect(error).toMatchObject({
        message,
        data: { reason: "TARGET_DENIED", paths: [path], details: { issues: [{ path, message }] } },
      });
    }
    expect(await countJobs()).toBe(before);
  });

  it("names every field that is at fault", async () => {
    await setPolicy(DEFAULT_CONFIG.probePolicy);
    const { error } = await create("tcp", { host: "127.0.0.1", port: 25 });
    expect(error.data.paths).toEqual(["target.host", "target.port"]);
  });

  it.each(["203.0.113.47", "10.0.0.1", "fd12::1", "example.com"])("takes %s", async (host) => {
    await setPolicy(DEFAULT_CONFIG.probePolicy);
    expect((await create("tcp", { host, port: 443, ip: "127.0.0.1" })).status).toBe(200);
  });
});

it("holds from the moment an administrator changes it", async () => {
  const target = { host: "10.1.2.3", port: 443 };
  await setPolicy({ allow: [], deny: ["10.0.0.0/8"], denyPorts: [] });
  expect((await create("tcp", target)).error.data.reason).toBe("TARGET_DENIED");
  await setPolicy({ allow: ["10.1.0.0/16"], deny: ["10.0.0.0/8"], denyPorts: [] });
  expect((await create("tcp", target)).status).toBe(200);
});

it("says nothing of the simulator's target, which is connected to by nobody", async () => {
  const { status } = await mutate("jobs.create", probeInput({ target: { host: "169.254.169.254", port: 25 } }));
  expect(status).toBe(200);
});

it.each([
  [{ allow: [], deny: ["10.1.2.3/8"], denyPorts: [] }, "value.deny.0", "Write it as 10.0.0.0/8."],
  [{ allow: ["example.com"], deny: [], denyPorts: [] }, "value.allow.0", expect.stringContaining("Write an IPv4")],
  [{ allow: [], deny: [], denyPorts: ["22", "70000"] }, "value.denyPorts.1", expect.stringContaining("1 to 65535")],
])("does not store %j", async (value, path, message) => {
  const { status, error } = await setPolicy(value);
  expect(status).toBe(400);
  expect(error.data).toMatchObject({
    reason: "INVALID_INPUT",
    paths: [path],
    details: { issues: [{ path, message }] },
  });
});
