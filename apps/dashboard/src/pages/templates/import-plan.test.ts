import { expect, it } from "vitest";
import { planOf, readLibraryFile } from "./import-plan.ts";

it.each([
  ["{", /not JSON/],
  ["[]", /holds no templates/],
  ["null", /holds no templates/],
  ['{"templates":[]}', /holds no templates/],
  ['{"fieldline":1,"templates":{}}', /holds no templates/],
  ['{"fieldline":1,"templates":[{}]}', /without a slug/],
  ['{"fieldline":1,"handlers":[{"slug":"x"}]}', /without a slug or a handler without a name/],
])("%s is no file of the library", (text, why) => {
  expect(readLibraryFile(text)).toMatchObject({ ok: false, message: expect.stringMatching(why) });
});

it("a file keeps what is in it", () => {
  const file = { fieldline: 1, templates: [{ slug: "a", spec: {} }], handlers: [] };
  expect(readLibraryFile(JSON.stringify(file))).toEqual({ ok: true, file });
});

it("what is here already is told apart from what is new", () => {
  expect(planOf(["a", "b", "c"], new Set(["b"]))).toEqual({ fresh: ["a", "c"], known: ["b"] });
});
