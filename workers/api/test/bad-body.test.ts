import { describe, expect, it } from "vitest";
import { probeInput } from "../../test/probe-input.ts";
import { expectRefusal } from "../../test/refusal.ts";
import { expectNothingStored, postJob } from "../../test/refused-creation.ts";

expectNothingStored();

describe("a body that is no JSON object", () => {
  it.each([
    ["nothing", ""],
    ["half a JSON", '{"kind":"probe","target":{"ho'],
    ["a word", "hello"],
    ["null", "null"],
    ["a list", "[1,2,3]"],
    ["a number", "42"],
    ["a text", '"probe"'],
    ["an empty object", "{}"],
    ["bytes", new Uint8Array([0, 255, 254, 1])],
  ])("is refused: %s", async (_what, body) => {
    expect((await expectRefusal(await postJob(body))).data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT" });
  });

  it("is refused when it is said to be something else than JSON", async () => {
    const body = JSON.stringify(probeInput());
    for (const type of ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
      expect((await expectRefusal(await postJob(body, type))).data.reason).toBe("INVALID_INPUT");
  });

  it("is refused at 10 MB, announced or streamed", async () => {
    const body = JSON.stringify({ ...probeInput(), notes: "x".repeat(10 * 1024 * 1024) });
    const announced = await expectRefusal(await postJob(body));
    expect(announced).toMatchObject({ message: expect.stringContaining("256 kB"), data: { httpStatus: 413 } });
    expect(announced.data.reason).toBe("INPUT_TOO_LARGE");
    const stream = new Blob([body]).stream();
    expect((await expectRefusal(await postJob(stream))).data.reason).toBe("INPUT_TOO_LARGE");
  });

  it("is refused when it is nested a thousandfold", async () => {
    const nested = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    for (const body of [nested, "[".repeat(100_000), JSON.stringify({ ...probeInput(), notes: JSON.parse(nested) })])
      expect((await expectRefusal(await postJob(body))).data.reason).toBe("INVALID_INPUT");
  });
});
