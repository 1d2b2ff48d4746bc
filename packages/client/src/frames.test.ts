import type { FeedFrame, JobFrame } from "@fieldline/domain/frames";
import type { Job } from "@fieldline/domain/job";
import { describe, expect, expectTypeOf, test } from "vitest";
import * as z from "zod/mini";
import { type feedFrame, type jobFields, jobFrame, parseFeedFrame, parseJobFrame } from "./frames.ts";
import { alertFixture, jobFixture, logFixture, samplesFixture, summaryFixture } from "./job.test-support.ts";

const job = jobFixture({ summary: summaryFixture(3) });
const jobFrames: JobFrame[] = [
  { type: "snapshot", job, samples: samplesFixture(1, 3), log: logFixture(1, 2), nextSample: 3, nextLog: 2 },
  { type: "samples", samples: samplesFixture(4, 5) },
  { type: "log", entries: logFixture(3, 3) },
  { type: "job", job: jobFixture({ verdict: null, summary: null, error: { code: "X", message: "x" } }) },
  { type: "alert", alert: alertFixture() },
  { type: "end", job },
];
const feedFrames: FeedFrame[] = [
  { type: "job", job },
  { type: "alert", alert: alertFixture() },
  { type: "deleted", id: job.id },
];

/** Whether each type may stand for the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

test("the schemas have the domain's types, both ways", () => {
  expectTypeOf<Same<keyof z.output<typeof jobFields>, keyof Job>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof jobFrame>, JobFrame>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof feedFrame>, FeedFrame>>().toEqualTypeOf<true>();
});

describe("a well-formed frame", () => {
  test.each(jobFrames)("of a job: $type", (frame) => {
    expect(parseJobFrame(JSON.stringify(frame))).toEqual(frame);
  });

  test.each(feedFrames)("of the feed: $type", (frame) => {
    expect(parseFeedFrame(JSON.stringify(frame))).toEqual(frame);
  });

  test("may have fields and words that this client does not know", () => {
    const newer = { ...job, status: "hibernating", mood: "good" };
    const frame = parseJobFrame(JSON.stringify({ type: "job", job: newer, sentAt: 1 }));
    expect(frame).toMatchObject({ type: "job", job: { id: job.id, status: "hibernating" } });
  });

  test("keeps fields of samples and log entries that this client does not know", () => {
    const samples = samplesFixture(1, 1).map((sample) => ({ ...sample, ttl: 64 }));
    expect(parseJobFrame(JSON.stringify({ type: "samples", samples }))).toEqual({ type: "samples", samples });
  });

  test("has its samples checked in place, not copied", () => {
    const frame = { type: "samples", samples: samplesFixture(1, 1_000) };
    const parsed = z.parse(jobFrame, frame);
    expect(parsed.type === "samples" && parsed.samples).toBe(frame.samples);
  });
});

describe("undefined for", () => {
  const [sample] = samplesFixture(1, 1);
  const [entry] = logFixture(1, 1);
  test.each([
    ["no JSON", "pong"],
    ["half a JSON", '{"type":"samples","samples":[{"seq":1'],
    ["no object", "[]"],
    ["null", "null"],
    ["an unknown type", '{"type":"weather","sky":"blue"}'],
    ["no type", "{}"],
    ["samples that are no list", '{"type":"samples","samples":{}}'],
    ["a sample that is no object", '{"type":"samples","samples":[null]}'],
    ["a sample whose seq is not a positive whole number", samplesText({ ...sample, seq: 0.5 })],
    ["a sample without rtt", samplesText({ ...sample, rttMs: undefined })],
    ["a sample whose time is text", samplesText({ ...sample, at: "now" })],
    ["a log entry without seq", JSON.stringify({ type: "log", entries: [{ ...entry, seq: undefined }] })],
    ["a log entry without actor", JSON.stringify({ type: "log", entries: [{ ...entry, actor: null }] })],
    ["a job without id", JSON.stringify({ type: "job", job: { ...job, id: undefined } })],
    ["a job without result", JSON.stringify({ type: "job", job: { ...job, result: undefined } })],
    ["a job whose figures are text", JSON.stringify({ type: "end", job: { ...job, summary: { sent: "3" } } })],
    ["a snapshot without cursors", JSON.stringify({ type: "snapshot", job, samples: [], log: [] })],
  ])("%s", (_, text) => {
    expect(parseJobFrame(text)).toBeUndefined();
  });

  test("a feed's frame that only a job's socket sends", () => {
    expect(parseFeedFrame(JSON.stringify({ type: "end", job }))).toBeUndefined();
    expect(parseFeedFrame("{")).toBeUndefined();
  });

  function samplesText(sample: object): string {
    return JSON.stringify({ type: "samples", samples: [sample] });
  }
});

test("no code is made from text, which a content security policy would refuse", () => {
  expect(z.config().jitless).toBe(true);
});
