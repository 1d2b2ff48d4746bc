import type { LogEntry } from "@fieldline/domain/job";
import { describe, expect, it } from "vitest";
import { joinLogs, labelOf, linesOf } from "./log-lines.ts";

const entry = (seq: number, message: string, part: Partial<LogEntry> = {}): LogEntry => ({
  seq,
  at: seq,
  attempt: 1,
  level: "info",
  kind: "message",
  message,
  actor: { kind: "system", id: "fieldline", name: "Fieldline" },
  ...part,
});

describe("the log", () => {
  const log = [
    entry(1, "started", { status: "running" }),
    entry(2, "burst of 3 lost", { level: "warn" }),
    entry(3, "ok"),
  ];

  it("shows the newest first", () => expect(linesOf(log, "").map(({ seq }) => seq)).toEqual([3, 2, 1]));

  it("is searched by every word, in label, message and actor", () => {
    expect(linesOf(log, "lost BURST").map(({ seq }) => seq)).toEqual([2]);
    expect(linesOf(log, "running").map(({ seq }) => seq)).toEqual([1]);
    expect(linesOf(log, "fieldline ok").map(({ seq }) => seq)).toEqual([3]);
    expect(linesOf(log, "absent")).toEqual([]);
  });

  it("names what an entry is", () => {
    expect(log.map(labelOf)).toEqual(["running", "warning", "message"]);
    expect(labelOf(entry(1, "", { status: "timed_out" }))).toBe("timed out");
  });

  it("joins earlier entries without repeating any", () => {
    expect(joinLogs(log, log.slice(1)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(joinLogs([], log)).toHaveLength(3);
  });
});
