import { expect, it } from "vitest";
import { createSubmissionKeys } from "./submission-key.ts";

it("is the same for the same input and another one for another", () => {
  const keyOf = createSubmissionKeys();
  const first = keyOf({ host: "a" });
  expect(keyOf({ host: "a" })).toBe(first);
  expect(keyOf({ host: "b" })).not.toBe(first);
  expect(createSubmissionKeys()({ host: "a" })).not.toBe(first);
});
