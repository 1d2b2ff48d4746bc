import { existsSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { tasksUnderTest } from "../testing/tasks-under-test.ts";
import { until } from "../testing/until.ts";
import { credentialsPath } from "./credentials.ts";
import { defineHandler } from "./define-handler.ts";

const under = tasksUnderTest();
const handlers = [defineHandler("sync", z.unknown(), () => 1)];

test("a used token ends the agent with the server's sentence, and with no wire format around it", async () => {
  const { ended } = under.start(handlers, { enrollmentToken: "fle_used" });
  const thrown = await ended.catch((error: unknown) => error);
  expect(thrown).toMatchObject({ name: "Error", message: "refused: ENROLLMENT_INVALID" });
  expect(Object.keys(thrown as object)).toEqual([]);
  expect(existsSync(credentialsPath(under.folder))).toBe(false);
});

test("enrols once, keeps its secret for its owner alone, and says it nowhere", async () => {
  const first = under.start(handlers);
  await until("it runs", () => under.lines.some((line) => line.includes("The agent runs.")));
  await first.agent.stop();
  expect(statSync(credentialsPath(under.folder)).mode & 0o777).toBe(0o600);
  const job = under.server.fleet.addTask("t1", "sync");
  under.start(handlers, { enrollmentToken: undefined });
  await until("it is done", () => !job.isOpen);
  expect(under.server.calls.filter((name) => name === "enroll")).toHaveLength(1);
  expect(under.lines.join("")).not.toContain("fls_");
});
