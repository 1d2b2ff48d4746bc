import { expect, test } from "vitest";
import { type ConnectionFacts, connectionOf, type JobConnection } from "./job-connection.ts";

const facts: ConnectionFacts = { isOver: false, link: "down", hasJob: false, isBehind: false, pollFailures: undefined };

test.each<[string, Partial<ConnectionFacts>, JobConnection]>([
  ["nothing yet", {}, "connecting"],
  ["a first answer without a job", { link: "up" }, "connecting"],
  ["a snapshot", { link: "synced", hasJob: true }, "live"],
  ["a hole", { link: "synced", hasJob: true, isBehind: true }, "catching-up"],
  ["a drop", { hasJob: true }, "connecting"],
  ["a socket that is back, before its snapshot", { link: "up", hasJob: true, pollFailures: 0 }, "catching-up"],
  ["polls that work", { hasJob: true, pollFailures: 0 }, "polling"],
  ["polls that fail", { hasJob: true, pollFailures: 1 }, "offline"],
  ["the end, whatever else", { isOver: true, link: "synced", isBehind: true, pollFailures: 1 }, "ended"],
])("with %s", (_, given, expected) => {
  expect(connectionOf({ ...facts, ...given })).toBe(expected);
});
