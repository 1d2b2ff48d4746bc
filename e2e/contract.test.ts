import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { deviceWork } from "./contract/device-work.ts";
import { jobs } from "./contract/jobs.ts";
import { library } from "./contract/library.ts";
import { live } from "./contract/live.ts";
import { PROCEDURES, type Procedure } from "./contract/procedures.ts";
import { refusals } from "./contract/refusals.ts";
import { running } from "./contract/running.ts";
import { usedFields } from "./contract/wire.ts";
import { settle, type World } from "./contract/world.ts";
import { startServer, type TestServer } from "./support/server.ts";

// The contract as somebody meets it who knows nothing of our code: every call here is plain fetch.
let server: TestServer;
let met: World;
const world = () => met;
vi.setConfig({ testTimeout: 30_000 });

beforeAll(async () => {
  server = await startServer();
  met = await settle(server.url);
});
afterAll(() => server?.dispose());

describe("running it", () => running(world));
describe("devices", () => deviceWork(world));
describe("jobs", () => jobs(world));
describe("live", () => live(world));
describe("queues, templates, schedules and rollouts", () => library(world));
describe("refusals", () => refusals(world));

it("has called every procedure, with every field of its input", () => {
  const left = Object.entries(PROCEDURES).flatMap(([name, [, fields]]) => {
    const used = usedFields.get(name as Procedure);
    return used ? fields.split(" ").flatMap((field) => (field && !used.has(field) ? `${name} ${field}` : [])) : name;
  });
  expect(left).toEqual([]);
});
