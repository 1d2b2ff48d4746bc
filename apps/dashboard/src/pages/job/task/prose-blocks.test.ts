import { expect, it } from "vitest";
import { blocksOf } from "./prose-blocks.ts";

it("keeps line breaks, parts paragraphs at empty lines and makes lists of dashes and stars", () => {
  const text = "Fetch all.\nKeep the old.\n\n- one\n* two\n  goes on\n- three\r\nThe end.\n\nApart.";
  expect(blocksOf(text)).toEqual([
    { kind: "text", text: "Fetch all.\nKeep the old." },
    { kind: "list", items: ["one", "two\ngoes on", "three"] },
    { kind: "text", text: "The end." },
    { kind: "text", text: "Apart." },
  ]);
});

it("takes no dash within a line, nor a line of dashes, for an item", () => {
  expect(blocksOf("a - b\n---")).toEqual([{ kind: "text", text: "a - b\n---" }]);
  expect(blocksOf("")).toEqual([]);
});
