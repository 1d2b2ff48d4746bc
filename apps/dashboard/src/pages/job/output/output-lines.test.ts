import type { LogEntry } from "@fieldline/domain/job";
import { describe, expect, it } from "vitest";
import { LONGEST_LINE, type OutputLine, OutputLines } from "./output-lines.ts";
import { matchesIn, rowsOf, textOf } from "./output-rows.ts";
import { plainText } from "./plain-text.ts";
import { styledParts } from "./styled-parts.ts";

type Piece = string | { text: string; stream?: "stdout" | "stderr"; step?: string };

function linesOf(...pieces: Piece[]): readonly OutputLine[] {
  const output = new OutputLines();
  for (const [seq, piece] of pieces.entries()) {
    const { text, stream = "stdout", step = "one" } = typeof piece === "string" ? { text: piece } : piece;
    output.append([{ seq, at: seq, kind: "output", message: text, stream, step } as LogEntry]);
  }
  return output.lines;
}
const shown = (...pieces: Piece[]) => linesOf(...pieces).map(plainText);

describe("lines of output", () => {
  it("come from pieces that end anywhere", () => expect(shown("a", "b\nc", "\n\nd")).toEqual(["ab", "c", "", "d"]));

  it("of two streams do not run into each other", () =>
    expect(
      linesOf("out", { text: "wrong\n", stream: "stderr" }, "put\n").map((line) => [line.stream, plainText(line)]),
    ).toEqual([
      ["stdout", "output"],
      ["stderr", "wrong"],
    ]));

  it("are overwritten after a carriage return, and not by one before a line's end", () => {
    expect(shown("10%\r20%\r", "30%", "\r\ndone")).toEqual(["30%", "done"]);
    expect(shown("a\r", "\nb\r\nc")).toEqual(["a", "b", "c"]);
  });

  it("keep the styles that hold beyond a line's end, and beyond what is overwritten", () => {
    const look = (...pieces: Piece[]) =>
      linesOf(...pieces).map((line) => styledParts(line).map((part) => part.className));
    expect(look("\u001b[31mred\nstill\u001b[0m\nnot")).toEqual([["text-bad"], ["text-bad"], [""]]);
    expect(look("\u001b[32m1%\r2%")).toEqual([["text-ok"]]);
  });

  it("are broken where they are too long, and are whole again as text", () => {
    const long = "x".repeat(3 * LONGEST_LINE + 5);
    const lines = linesOf(long.slice(0, 3_000), long.slice(3_000), "\nend");
    expect(lines.map(({ text, isContinued }) => [text.length, isContinued])).toEqual([
      [LONGEST_LINE, false],
      [LONGEST_LINE, true],
      [LONGEST_LINE, true],
      [5, true],
      [3, false],
    ]);
    expect(textOf(lines)).toBe(`${long}\nend`);
  });

  it("are not broken within a character or a style", () => {
    const lines = linesOf(`${"x".repeat(LONGEST_LINE - 1)}😀`, `\n${"y".repeat(LONGEST_LINE - 2)}\u001b[31mred`);
    expect(lines.every(({ text }) => text.isWellFormed())).toBe(true);
    expect(plainText(lines.at(-1) as OutputLine)).toBe("red");
  });
});

describe("what a program may write", () => {
  it.each([
    ["moves of the cursor", "a\u001b[2J\u001b[1;1Hb", "ab"],
    ["a window's title", "a\u001b]0;title\u0007b", "ab"],
    ["a link", "\u001b]8;;http://example.net\u001b\\text\u001b]8;;\u001b\\", "text"],
    ["bells and nulls", "a\u0007\u0000b\u0008", "ab"],
    ["marks that turn the text around", "a\u202eb", "ab"],
    ["a sequence that is not whole yet", "a\u001b[3", "a"],
  ])("%s is not shown", (_, text, seen) => expect(shown(text)).toEqual([seen]));

  it("stays text where it looks like markup", () => {
    const [line] = linesOf("\u001b[31m<script>alert(1)</script>&amp;\u001b[0m");
    expect(styledParts(line as OutputLine)).toEqual([
      { text: "<script>alert(1)</script>&amp;", className: "text-bad" },
    ]);
  });

  it.each([
    ["\u001b[1;33m", "text-warn font-bold"],
    ["\u001b[38;5;196m", "text-bad"],
    ["\u001b[38;2;10;200;30m", "text-ok"],
    ["\u001b[35m", "ansi-magenta"],
    ["\u001b[30m", ""],
    ["\u001b[97m", ""],
    ["\u001b[90m", "text-muted"],
    ["\u001b[37;41m", "bg-bad-weak"],
    ["\u001b[7;31m", "bg-bad-weak"],
  ])("%j has a look that can be read", (style, className) =>
    expect(styledParts(linesOf(`${style}text`)[0] as OutputLine)).toEqual([{ text: "text", className }]),
  );
});

describe("rows of output", () => {
  const lines = linesOf("Alpha\n… 1.2 MB cut …\nbeta alpha\n", { text: "gamma", step: "two" });
  const none = new Set<string>();

  it("name the steps and the cut", () =>
    expect(rowsOf(lines, none).map((row) => (row.kind === "cut" ? row.size : row.kind))).toEqual([
      "step",
      "line",
      "1.2 MB",
      "line",
      "step",
      "line",
    ]));

  it("leave out what is folded", () =>
    expect(rowsOf(lines, new Set(["one"])).map(({ kind }) => kind)).toEqual(["step", "step", "line"]));

  it("are searched whatever the case", () => {
    expect(matchesIn(rowsOf(lines, none), "ALPHA")).toEqual([
      { row: 1, from: 0, to: 5 },
      { row: 3, from: 5, to: 10 },
    ]);
    expect(matchesIn(rowsOf(lines, none), "")).toEqual([]);
  });
});
