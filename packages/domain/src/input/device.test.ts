import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import {
  deviceHandlerInput,
  enrollInput,
  heartbeatInput,
  historyInput,
  nextInput,
  refreshInput,
  rejectInput,
  releaseInput,
  reportInput,
  sampleBatchInput,
} from "./device.ts";

const ID = "01900000-0000-7000-8000-00000000000a";
const held = { jobId: ID, attempt: 1 };
const enroll = { token: "fle_x", name: "gw", capabilities: { kinds: ["probe"] } };
const report = { ...held, seq: 1 };
const sample = { seq: 1, tick: 0, at: 1_000, rttMs: 1.5 };
const hop = { ttl: 1, ip: null, rttMs: [null] };
const manyOf = <T>(count: number, value: T) => Array.from({ length: count }, () => value);
const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

const refused: [string, z.ZodType, unknown, string][] = [
  ["no kind of job", enrollInput, { ...enroll, capabilities: { kinds: [] } }, "capabilities.kinds"],
  ["an unknown kind", enrollInput, { ...enroll, capabilities: { kinds: ["dream"] } }, "capabilities.kinds.0"],
  ["a name of spaces", enrollInput, { ...enroll, name: "  " }, "name"],
  ["a name with a line break", enrollInput, { ...enroll, name: "a\nb" }, "name"],
  ["half a MAC", enrollInput, { ...enroll, mac: "00:11" }, "mac"],
  ["no address", enrollInput, { ...enroll, ip: "gw.example" }, "ip"],
  ["an attribute that is no text", enrollInput, { ...enroll, attributes: { os: 1 } }, "attributes.os"],
  ["a device that is no UUID", refreshInput, { deviceId: "gw", secret: "x" }, "deviceId"],
  ["an endless secret", refreshInput, { deviceId: ID, secret: "x".repeat(201) }, "secret"],
  ["101 jobs", heartbeatInput, { jobs: manyOf(101, { id: ID, attempt: 1 }) }, "jobs"],
  ["a job without its attempt", heartbeatInput, { jobs: [{ id: ID }] }, "jobs.0.attempt"],
  ["no work", nextInput, { max: 0 }, "max"],
  ["too much work", nextInput, { max: 51 }, "max"],
  ["half a job", nextInput, { max: 1.5 }, "max"],
  ["a report before the first", reportInput, { ...report, seq: 0 }, "seq"],
  ["a status that a device cannot give", reportInput, { ...report, status: "cancelled" }, "status"],
  ["more than all", reportInput, { ...report, progress: 100.1 }, "progress"],
  ["a code in small letters", reportInput, { ...report, error: { code: "oops", message: "" } }, "error.code"],
  ["a deep result", reportInput, { ...report, result: nested(100_000) }, "result"],
  ["a deep payload", reportInput, { ...report, payload: { request: nested(33) } }, "payload.request"],
  ["another stream", reportInput, { ...report, output: [{ stream: "stdin", text: "" }] }, "output.0.stream"],
  [
    "a report of more than 200 kB",
    reportInput,
    { ...report, output: [{ stream: "stdout", text: "x".repeat(200_000) }] },
    "",
  ],
  ["a long step", reportInput, { ...report, steps: [{ name: "x".repeat(201), state: "running" }] }, "steps.0.name"],
  ["a step in no state", reportInput, { ...report, steps: [{ name: "x", state: "lost" }] }, "steps.0.state"],
  ["no sample", sampleBatchInput, { ...held, samples: [] }, "samples"],
  ["1,001 samples", sampleBatchInput, { ...held, samples: manyOf(1_001, sample) }, "samples"],
  ["time that goes back", sampleBatchInput, { ...held, samples: [{ ...sample, rttMs: -1 }] }, "samples.0.rttMs"],
  ["an endless rtt", sampleBatchInput, { ...held, samples: [{ ...sample, rttMs: 600_001 }] }, "samples.0.rttMs"],
  [
    "an rtt that is no number",
    sampleBatchInput,
    { ...held, samples: [{ ...sample, rttMs: Number.NaN }] },
    "samples.0.rttMs",
  ],
  ["no rtt", sampleBatchInput, { ...held, samples: [{ seq: 1, tick: 0, at: 0 }] }, "samples.0.rttMs"],
  ["part of a tick", sampleBatchInput, { ...held, samples: [{ ...sample, tick: 0.5 }] }, "samples.0.tick"],
  ["a long error", sampleBatchInput, { ...held, samples: [{ ...sample, error: "x".repeat(501) }] }, "samples.0.error"],
  ["65 hops", sampleBatchInput, { ...held, samples: [{ ...sample, hops: manyOf(65, hop) }] }, "samples.0.hops"],
  [
    "a hop at no distance",
    sampleBatchInput,
    { ...held, samples: [{ ...sample, hops: [{ ...hop, ttl: 0 }] }] },
    "samples.0.hops.0.ttl",
  ],
  ["no reason", rejectInput, { ...held, reason: " " }, "reason"],
  ["attempt 0", releaseInput, { ...held, attempt: 0 }, "attempt"],
  ["version 0", deviceHandlerInput, { name: "x", version: 0 }, "version"],
  ["a page of all", historyInput, { limit: 1_000 }, "limit"],
];

describe("what a device calls", () => {
  it.each(refused)("is refused with %s, in words, by its path", (_what, schema, input, path) => {
    const { error } = schema.safeParse(input);
    expect(error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
    for (const { message } of error?.issues ?? []) expect(message).toMatch(/^[A-Z\w].{10,}[.]$/);
  });

  it("is taken with nothing but what is needed", () => {
    expect(heartbeatInput.parse(undefined)).toEqual({ jobs: [] });
    expect(nextInput.parse(undefined)).toEqual({ max: 1 });
    expect(reportInput.parse(report)).toEqual(report);
    expect(historyInput.parse(undefined)).toMatchObject({ limit: 50 });
    expect(releaseInput.parse(held).reason).not.toBe("");
  });

  it("keeps what a device says of itself apart from what people say of it", () => {
    const { attributes } = enrollInput.parse({ ...enroll, attributes: { site: "north", "device.os": "linux" } });
    expect(attributes).toEqual({ "device.site": "north", "device.os": "linux" });
  });

  it("drops what it does not know, and counts in whole microseconds", () => {
    const batch = { ...held, extra: 1, samples: [{ ...sample, rttMs: 1.23456, hops: [hop], extra: 1 }] };
    expect(sampleBatchInput.parse(batch)).toEqual({ ...held, samples: [{ ...sample, rttMs: 1.235, hops: [hop] }] });
  });

  it("never throws, whatever comes", () => {
    const schemas = [enrollInput, heartbeatInput, nextInput, reportInput, sampleBatchInput, rejectInput];
    const keys = fc.constantFrom("jobId", "attempt", "seq", "samples", "output", "result", "steps", "jobs", "max", "x");
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), (input) => {
        for (const schema of schemas) schema.safeParse(input);
      }),
    );
  });
});
