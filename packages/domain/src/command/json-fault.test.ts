import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonFault } from "./json-fault.ts";

describe("a fault of JSON", () => {
  it.each([
    ["", 1, 1],
    ["  \n  ", 2, 3],
    ["nope", 1, 1],
    ['{\n  "a": 1,\n  b: 2\n}', 3, 3],
    ['{"a": 1,}', 1, 9],
    ["[1,\n2,\n]", 3, 1],
    ['{"a" 1}', 1, 6],
    ["{'a': 1}", 1, 2],
    ['{"a": 01}', 1, 8],
    ['{"a": "x\ny"}', 1, 7],
    ['{"a": "unclosed}', 1, 7],
    ['{"a": [1, 2}', 1, 12],
    ['{"a": 1', 1, 8],
    ['{"a": 1} x', 1, 10],
    ["1 2", 1, 3],
    ['{"a": tru}', 1, 7],
    ['"\\x"', 1, 1],
  ])("of %j is at line %d, column %d", (text, line, column) => expect(jsonFault(text)).toEqual({ line, column }));

  it("is not in JSON", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2, "\t"), (json, space) => {
        expect(jsonFault(JSON.stringify(JSON.parse(json), null, space))).toBeUndefined();
      }),
    );
  });

  it("is found just where the engine finds one", () => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const piece = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      "1",
      "-",
      ".5",
      "e3",
      "true",
      "null",
      " ",
      "\n",
      '"',
      "\\",
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
        (text) => {
          expect(jsonFault(text) === undefined).toBe(isJson(text));
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
