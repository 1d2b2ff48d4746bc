import { expect, test, vi } from "vitest";
import { z } from "zod";
import { Dismissed } from "../server/call-failure.ts";
import { DEVICE } from "../testing/fake-fleet.ts";
import { tasksUnderTest } from "../testing/tasks-under-test.ts";
import { until } from "../testing/until.ts";
import { keepCredentials } from "./credentials.ts";
import { defineHandler } from "./define-handler.ts";

vi.setConfig({ testTimeout: 20_000 });

const under = tasksUnderTest();
const handling = (...types: string[]) => types.map((type) => defineHandler(type, z.unknown(), () => type));
const wasEnrolled = () => keepCredentials(under.folder, { ...DEVICE, name: "books" });

test("an agent whose handlers changed is known by them from its next start, told once though its token is renewed", async () => {
  wasEnrolled();
  const job = under.server.fleet.addTask("t1", "close");
  under.start(handling("sync", "close"));
  await until("it is done", () => !job.isOpen);
  expect(job.last).toMatchObject({ status: "completed", result: "close" });
  under.server.fleet.expireTokens();
  const other = under.server.fleet.addTask("t2", "sync");
  under.server.push({ type: "work" });
  await until("the other is done", () => !other.isOpen);
  expect(under.server.fleet.toldTypes).toEqual([["sync", "close"]]);
});

test("an agent whose handlers changed does not wait for a server that is away, and tells it when it is back", async () => {
  wasEnrolled();
  under.server.goAway();
  under.start(handling("close"));
  await until("it runs", () => under.lines.some((line) => line.includes("The agent runs.")));
  await until("the server is missed", () => under.lines.some((line) => line.includes("does not answer")));
  under.server.comeBack();
  await until("it is told", () => under.server.fleet.toldTypes.length > 0);
  expect(under.server.fleet.toldTypes).toEqual([["close"]]);
});

test("an agent whose handlers changed after it was revoked or forgotten ends and says so, instead of asking for ever", async () => {
  wasEnrolled();
  under.server.fleet.isRevoked = true;
  await expect(under.start(handling("close")).ended).rejects.toBeInstanceOf(Dismissed);
  under.server.fleet.isRevoked = false;
  keepCredentials(under.folder, { deviceId: "of a state that was deleted", secret: "fls_old", name: "books" });
  await expect(under.start(handling("close")).ended).rejects.toBeInstanceOf(Dismissed);
});
