import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern, MAX_PATTERN_LENGTH } from "./pattern.ts";

function matches(pattern: string, value: string): boolean {
  const compiled = compilePattern(pattern);
  if (!compiled.ok) throw new Error(compiled.message);
  return compiled.matches(value);
}

const patterns = [
  "[a-z]+",
  "^[a-z0-9]+(?:[.-][a-z0-9]+)*$",
  "nginx|apache2?|",
  "\\d{1,3}(\\.\\d{1,3}){3}",
  "(a|b|ab)*c{2,}",
  "(?<word>\\w+?)\\s*=\\s*.*",
  "[^\\s,\\]]{0,4}",
  "\\/(?:[\\w\\-.]+\\/)*\\.conf\\$",
  "(a*)*(b?)+",
  "\\p{Lu}.{3}",
  "a{0}b",
  "\\u0041\\x42\\t?",
  "é+🙂?",
];

describe("a pattern", () => {
  it.each(patterns)("%s takes what the engine takes of a whole value", (pattern) => {
    const engine = new RegExp(`^(?:${pattern})$`, "u");
    const likely = fc.stringMatching(new RegExp(`^(?:${pattern.replace(/\\p\{Lu\}/, "[A-ZÉ]")})$`, "u"));
    const near = fc.string({ unit: fc.constantFrom(..."abcz.,=/-_ $]1ABé🙂\n\t"), maxLength: 8 });
    fc.assert(
      fc.property(fc.oneof(likely, near, fc.string({ unit: "binary" })), (value) => {
        expect(matches(pattern, value)).toBe(engine.test(value));
      }),
      { numRuns: 200 },
    );
  });

  it("that is empty takes nothing but the empty value", () => {
    for (const empty of ["", "^$", "(?:)", "a{0}"]) {
      expect(matches(empty, "")).toBe(true);
      expect(matches(empty, "a")).toBe(false);
    }
  });

  it.each(["(a+)+", "(a|a)*", "a*a*a*a*a*a*a*a*", "(a?){500}", "(.*.*)*"])("%s does not run away", (pattern) => {
    const value = `${"a".repeat(1_023)}!`;
    expect(matches(`${pattern}b`, value)).toBe(false);
  });

  it.each([
    ["(", "The pattern opens a group that it does not close."],
    ["a)", "The pattern closes a group that it does not open."],
    ["*", 'Not a regular expression from "*" on.'],
    ["a**", 'Not a regular expression from "*" on.'],
    ["[a", 'Not a regular expression from "[a" on.'],
    ["[z-a]", "[z-a] is not a character class that is known here."],
    ["\\p{Nonsense}", "\\p{Nonsense} is not a character class that is known here."],
    ["a{3,2}", "A count in the pattern has its larger number first."],
    ["a{9999}", "A count in a pattern is at most 1024."],
    ["((a{100}){100}){100}", "The pattern repeats too much. Use smaller counts."],
    ["((((){1000}){1000}){1000}){1000}", "The pattern repeats too much. Use smaller counts."],
    ["(?=a)a", "Look-around, word boundaries and back references cannot be used in a pattern."],
    ["(a)\\1", "Look-around, word boundaries and back references cannot be used in a pattern."],
    ["a$b", "^ and $ stand only at the pattern's ends; the whole value must match without them too."],
    ["a".repeat(MAX_PATTERN_LENGTH + 1), "A pattern has at most 200 characters."],
  ])("%s is refused: %s", (pattern, message) => expect(compilePattern(pattern)).toEqual({ ok: false, message }));
});
