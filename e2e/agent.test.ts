import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Job, LogEntry, Sample } from "@fieldline/domain/job";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAgent, type TestAgent } from "./support/agent.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { until } from "./support/until.ts";

let server: TestServer;
let agent: TestAgent;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fieldline-device-"));
  await addServiceManager();
  server = await startServer();
  agent = await startAgent(server, { name: "gw-12", account: "ACC-7731", path: folder });
});
afterAll(async () => {
  await agent?.dispose();
  await server?.dispose();
  await endService();
  await rm(folder, { recursive: true, force: true });
});

/** A service manager as small as can be, in front of the machine's: it starts and looks after a real process. */
async function addServiceManager(): Promise<void> {
  const pid = join(folder, "line-watch.pid");
  await writeFile(
    join(folder, "service"),
    `#!/bin/sh
[ "$1" = line-watch ] || { echo "unknown service $1" >&2; exit 4; }
case $2 in
  restart) [ -f ${pid} ] && kill "$(cat ${pid})"; sleep 600 >/dev/null 2>&1 & echo $! >${pid} ;;
  status) kill -0 "$(cat ${pid})" ;;
esac
`,
  );
  for (const absent of ["systemctl", "rc-service", "launchctl"])
    await writeFile(join(folder, absent), "#!/bin/sh\nexit 1\n");
  for (const program of ["service", "systemctl"]) await chmod(join(folder, program), 0o755);
}

const servicePid = async () => Number(await readFile(join(folder, "line-watch.pid"), "utf8").catch(() => "0"));
async function endService(): Promise<void> {
  const pid = await servicePid();
  if (pid > 0) process.kill(pid);
}

const get = (id: string) => server.api.jobs.get.query({ id });
const isOver = ({ endedAt }: Job) => endedAt !== null;

async function ended(id: string, timeoutMs = 30_000): Promise<Job> {
  return until(
    async () => {
      const job = await get(id).catch(() => undefined);
      return job && isOver(job) ? job : undefined;
    },
    `job ${id} ends`,
    timeoutMs,
  );
}

async function all<T extends { seq: number }>(
  read: (afterSeq: number) => Promise<{ items: T[]; nextSeq: number | null }>,
): Promise<T[]> {
  const items: T[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: { items: T[]; nextSeq: number | null } = await read(after);
    items.push(...page.items);
    after = page.nextSeq;
  }
  return items;
}

const samplesOf = (id: string) => all<Sample>((afterSeq) => server.api.jobs.samples.query({ id, afterSeq }));
const logOf = (id: string) => all<LogEntry>((afterSeq) => server.api.jobs.log.query({ id, afterSeq }));
const textOf = async (id: string, stream: "stdout" | "stderr" = "stdout") =>
  (await logOf(id))
    .filter((entry) => entry.stream === stream)
    .map(({ message }) => message)
    .join("");

function runTemplate(templateId: string, variables: Record<string, string> = {}) {
  return server.api.jobs.create.mutate({ kind: "command", deviceId: agent.deviceId, templateId, variables });
}

function runScript(script: string, name = "count") {
  const document = {
    version: "1.0",
    steps: [{ action: { name, type: "runScript", input: { script, interpreter: "sh" } } }],
  };
  return server.api.jobs.create.mutate({ kind: "command", deviceId: agent.deviceId, document });
}

function startProbe(rhythm: { method: "icmp" | "traceroute"; cadenceMs: number; durationMs: number }) {
  const vantage = { kind: "device" as const, deviceId: agent.deviceId };
  return server.api.jobs.create.mutate({ kind: "probe", target: { host: "127.0.0.1" }, vantage, ...rhythm });
}

const linesUpTo = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe("the shipped templates, for real", () => {
  it("looks after the device's health", async () => {
    const job = await ended((await runTemplate("health-check", { DISK_PERCENT: "100" })).id);
    expect(job).toMatchObject({ status: "completed", assigneeName: "gw-12", exitCode: 0 });
    expect(await textOf(job.id)).toContain("== Memory");
  });

  it("fails, and says so, where a disk is fuller than allowed", async () => {
    const job = await ended((await runTemplate("health-check", { DISK_PERCENT: "1" })).id);
    expect(job).toMatchObject({ status: "failed", steps: [{ state: "failed" }] });
  });

  it("restarts a service, which has another process then", async () => {
    await ended((await runTemplate("restart-service", { SERVICE: "line-watch" })).id);
    const before = await servicePid();
    const job = await ended((await runTemplate("restart-service", { SERVICE: "line-watch" })).id);
    expect(job).toMatchObject({ status: "completed" });
    expect(await servicePid()).not.toBe(before);
    expect(before).toBeGreaterThan(0);
  });

  it("changes a configuration file, keeping a copy, and puts it back where its check fails", async () => {
    const path = join(folder, "line.conf");
    await writeFile(path, "retries=1\nname=old\n");
    const changed = await ended(
      (await runTemplate("update-config", { PATH: path, KEY: "name", VALUE: "it's $new" })).id,
    );
    expect(changed).toMatchObject({ status: "completed" });
    expect(await readFile(path, "utf8")).toBe("retries=1\nname=it's $new\n");
    const refused = await ended(
      (await runTemplate("update-config", { PATH: path, KEY: "name", VALUE: "worse", CHECK: "false" })).id,
    );
    expect(refused).toMatchObject({ status: "failed" });
    expect(await readFile(path, "utf8")).toBe("retries=1\nname=it's $new\n");
  });
});

describe("a device that measures", () => {
  it("pings loopback five times a second, in microseconds", async () => {
    const probe = await startProbe({ method: "icmp", cadenceMs: 200, durationMs: 10_000 });
    const job = await ended(probe.id);
    const samples = await samplesOf(job.id);
    expect(job).toMatchObject({ status: "completed", summary: { lossPercent: 0 } });
    expect(samples.length).toBeGreaterThan(30);
    expect(samples.map(({ seq }) => seq)).toEqual(samples.map((_, index) => index + 1));
    expect(samples.some(({ rttMs }) => rttMs !== null && rttMs % 1 !== 0)).toBe(true);
  });

  it("follows the way to a target", async () => {
    const probe = await startProbe({ method: "traceroute", cadenceMs: 5_000, durationMs: 10_000 });
    const job = await ended(probe.id);
    expect((await samplesOf(job.id))[0]).toMatchObject({ hops: [{ ttl: 1, ip: "127.0.0.1" }] });
  });
});

describe("an outage", () => {
  it("of the server for 20 s costs no sample and no line of output, and repeats none", async () => {
    const probe = await startProbe({ method: "icmp", cadenceMs: 200, durationMs: 45_000 });
    const command = await runScript(`n=0; while [ $n -lt 250 ]; do n=$((n+1)); echo "line $n"; sleep 0.1; done`);
    await until(async () => (await textOf(command.id)).includes("line 20\n"), "output comes");
    await until(async () => (await samplesOf(probe.id)).length > 5, "samples come");

    await server.kill();
    await new Promise((resolve) => setTimeout(resolve, 20_000));
    await server.startAgain();

    const done = await ended(command.id, 60_000);
    expect(done).toMatchObject({ status: "completed", attempt: 1 });
    expect((await textOf(command.id)).trimEnd().split("\n")).toEqual(linesUpTo(250));

    const measured = await ended(probe.id, 60_000);
    const samples = await samplesOf(probe.id);
    expect(measured).toMatchObject({ status: "completed", summary: { lossPercent: 0 } });
    expect(samples.map(({ seq }) => seq)).toEqual(samples.map((_, index) => index + 1));
    const ticks = samples.map(({ tick }) => tick);
    expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
    // The device measured on while nobody could be told: what is missing is what a busy machine was late for.
    expect(samples.length).toBeGreaterThan(0.8 * 225);
  });

  it("of the agent in the middle of a step is told as such, and the step is not run twice", async () => {
    const mark = join(folder, "runs");
    const job = await runScript(`echo run >>${mark}; echo started; sleep 60; echo "not reached"`, "once");
    await until(async () => (await textOf(job.id)).includes("started"), "the step runs");
    await agent.kill();
    agent.startAgain();
    const over = await ended(job.id);
    expect(over).toMatchObject({ status: "failed", error: { code: "AGENT_RESTARTED" } });
    expect(await readFile(mark, "utf8")).toBe("run\n");
    const again = await ended((await runScript("echo well again")).id);
    expect(again).toMatchObject({ status: "completed" });
  });
});

it("an agent that is asked to stop ends by itself, and its device is offline soon after", async () => {
  expect(await agent.stop()).toBe(0);
  const device = await until(
    async () => {
      const found = await server.api.devices.get.query({ id: agent.deviceId });
      return found.isOnline ? undefined : found;
    },
    "the device is offline",
    90_000,
  );
  expect(device.name).toBe("gw-12");
});

it("a device that was revoked is refused, and its agent says why and ends", async () => {
  agent.startAgain();
  await until(async () => (await server.api.devices.get.query({ id: agent.deviceId })).isOnline, "it is back");
  await server.api.devices.revoke.mutate({ id: agent.deviceId, reason: "stolen" });
  await until(async () => agent.process.exitCode !== null, "the agent ends");
  expect(agent.process.exitCode).toBe(3);
  expect(agent.output.join("")).toMatch(/revoked/i);
});
