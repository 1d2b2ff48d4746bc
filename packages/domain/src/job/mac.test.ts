import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normaliseMac } from "./mac.ts";

const pair = fc.integer({ min: 0, max: 255 }).map((byte) => byte.toString(16).padStart(2, "0"));
const pairs = fc.array(pair, { minLength: 6, maxLength: 6 });

describe("normaliseMac", () => {
  it.each([
    "00:1A:2b:3C:4d:5E",
    "00-1a-2b-3c-4d-5e",
    "001a.2b3c.4d5e",
    "001A2B3C4D5E",
    "00 1a 2b 3c 4d 5e",
    "  001a2b-3c4d5e\n",
  ])("reads %j", (text) => expect(normaliseMac(text)).toBe("00:1a:2b:3c:4d:5e"));

  it.each([
    "",
    "00:1a:2b:3c:4d",
    "00:1a:2b:3c:4d:5e:6f",
    "0:1a:2b:3c:4d:5e",
    "00:1a:2b:3c:4d:5g",
    "00_1a_2b_3c_4d_5e",
    "00:1a:2b:3c:4d:5٣",
    "203.0.113.47",
  ])("refuses %j", (text) => expect(normaliseMac(text)).toBeUndefined());

  it("gives one form for any separator and case, and leaves that form as it is", () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom(":", "-", ".", " ", ""), fc.boolean(), (hex, separator, isUpper) => {
        const text = hex.join(separator);
        const mac = normaliseMac(isUpper ? text.toUpperCase() : text);
        expect(mac).toBe(hex.join(":"));
        expect(normaliseMac(mac ?? "")).toBe(mac);
      }),
    );
  });
});
