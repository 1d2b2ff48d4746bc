import { expect, it } from "vitest";
import { namesHandler } from "./names-handler.ts";

const step = (input: object) => ({ steps: [{ action: { name: "s", type: "runHandler", input } }] });

it("a document names the handlers that its steps run", () => {
  expect(namesHandler(step({ handler: "download-file" }), "download-file")).toBe(true);
  expect(namesHandler({ operation: "download-file" }, "download-file")).toBe(true);
  expect(namesHandler(step({ handler: "other", args: ["download-file"] }), "download-file")).toBe(false);
  expect(namesHandler(step({ handler: "download-file", path: "/opt" }), "download-file")).toBe(false);
  expect(namesHandler(null, "download-file")).toBe(false);
});
