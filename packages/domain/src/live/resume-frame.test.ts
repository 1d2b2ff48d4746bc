import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseResumeFrame } from "./resume-frame.ts";

const frame = (fields: object) => JSON.stringify({ type: "resume", afterSample: 4, afterLog: 2, ...fields });

describe("a resume frame", () => {
  it("gives its cursors", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.maxSafeNat(), (afterSample, afterLog) => {
        expect(parseResumeFrame(frame({ afterSample, afterLog }))).toMatchObject({ afterSample, afterLog });
      }),
    );
  });

  it.each([
    "",
    "ping",
    "null",
    "[]",
    "7",
    '{"type":"resume"',
    frame({ type: "snapshot" }),
    frame({ type: undefined }),
    frame({ afterSample: undefined }),
    frame({ afterLog: -1 }),
    frame({ afterSample: 0.5 }),
    frame({ afterSample: "4" }),
    frame({ afterLog: null }),
    '{"type":"resume","afterSample":1e999,"afterLog":0}',
  ])("is not %j", (text) => expect(parseResumeFrame(text)).toBeUndefined());

  it("is told from any other text without an error", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => parseResumeFrame(text) === undefined));
  });
});
