import { expect, it } from "vitest";
import { splitReason } from "./reason.ts";

it("parts the headline from the rest and keeps numbers with their units", () => {
  expect(splitReason("Intermittent link. 6.4 % loss; latency 17 ms. The path drops.")).toEqual({
    headline: "Intermittent link",
    rest: "6.4\u00a0% loss; latency 17\u00a0ms. The path drops.",
  });
  expect(splitReason("Not measured yet.")).toEqual({ headline: "Not measured yet", rest: "" });
});
