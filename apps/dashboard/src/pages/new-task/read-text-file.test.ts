import { expect, it } from "vitest";
import { acceptOf, readTextFile, textSize } from "./read-text-file.ts";

const CSV = { label: "csv", maxLength: 60_000 };
const file = (content: BlobPart, name = "new.csv") => new File([content], name);
const refusal = async (content: BlobPart, wanted = CSV) => {
  const read = await readTextFile(file(content), wanted);
  return read.ok ? "taken" : read.message;
};

it("a file's text is taken as it is, without the mark that some programs put before it", async () => {
  expect(await readTextFile(file("name\r\nCafé\r\n"), CSV)).toEqual({ ok: true, text: "name\r\nCafé\r\n" });
  expect(await readTextFile(file("\uFEFFname\n"), CSV)).toEqual({ ok: true, text: "name\n" });
});

it("a file of just the length is taken, counted in characters as the schema counts them", async () => {
  expect(await refusal("é".repeat(60_000))).toBe("taken");
  expect(await refusal("😀".repeat(10), { label: "csv", maxLength: 10 })).toBe("taken");
});

it.each([
  ["longer than the field takes", "a".repeat(60_001), /^new\.csv has 60,001 characters, and csv takes at most 60,000/],
  ["so large that it is not read", "a".repeat(300_000), /^new\.csv has 300,000 bytes, and csv takes at most 60,000/],
  ["too long as JSON", '"\n'.repeat(20_000), /80,002 characters as JSON.*csv can have at most 65,536/],
  ["no text", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /is not text in UTF-8, which csv takes/],
  ["in another encoding", new Uint8Array([0x43, 0x61, 0x66, 0xe9]), /Save it as “CSV UTF-8”/],
  ["empty", " \n", /is empty. Choose another file for csv/],
])("a file is refused that is %s", async (_what, content, words) => expect(await refusal(content)).toMatch(words));

it("a field without a length of its own takes what an input can have", async () => {
  expect(await readTextFile(file("a".repeat(65_000)), { label: "csv", maxLength: undefined })).toMatchObject({
    ok: true,
  });
  expect(await refusal("a".repeat(65_535), { label: "csv", maxLength: 900_000 })).toMatch(/65,537 characters as JSON/);
});

it("a picker offers the files of the kind first", () => {
  expect(acceptOf("text/csv")).toBe(".csv,text/csv");
  expect(acceptOf("application/x-own")).toBe("application/x-own");
});

it.each([
  ["a,b", "1 line, 3 characters"],
  ["a\nb\n", "2 lines, 4 characters"],
])("the size of %j is %s", (text, words) => expect(textSize(text)).toBe(words));
