import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TaskContext } from "@fieldline/agent";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Business } from "./business.ts";
import { Directory } from "./directory.ts";
import { directoryHandlers } from "./handlers.ts";
import { madeUpBusinesses } from "./made-up.ts";
import { similarityOf } from "./similarity.ts";

let folder: string;
let directory: Directory;
let told: number[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "directory-"));
  directory = new Directory(join(folder, "directory.sqlite"), () => 1_000);
  told = [];
});
afterEach(() => {
  directory.close();
  rmSync(folder, { recursive: true });
});

const context = (): TaskContext => {
  const nothing = () => {};
  return {
    job: {
      id: "j1",
      type: "t",
      name: "n",
      description: null,
      acceptanceCriteria: null,
      variables: {},
      timeoutAt: null,
    },
    attempt: 1,
    progress: (percent) => void told.push(percent),
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    payload: nothing,
    signal: new AbortController().signal,
    isPaused: false,
    paused: async () => 0,
  };
};

/** Runs a command as the agent does: its input checked by its schema first. */
async function run<T>(name: string, input: object = {}): Promise<T> {
  const handler = directoryHandlers({ directory, folder }).find(({ type }) => type === `directory.${name}`);
  const read = await handler?.schema?.["~standard"].validate(input);
  if (!read || read.issues) throw new Error(JSON.stringify(read?.issues));
  return (await handler?.run(read.value, context())) as T;
}

describe("the directory", () => {
  beforeEach(() => void directory.add(madeUpBusinesses(400)));

  it("is listed by pages, narrowed by what is asked", async () => {
    const first = await run<{ total: number; businesses: Business[]; nextAfterId: number }>("list-businesses", {
      suburb: "west end",
      limit: 5,
    });
    expect(first.businesses.every(({ suburb }) => suburb === "West End")).toBe(true);
    const rest = await run<typeof first>("list-businesses", {
      suburb: "West End",
      limit: 100,
      afterId: first.nextAfterId,
    });
    expect(first.businesses.length + rest.businesses.length).toBe(first.total);
  });

  it("is counted by status, suburb and category", async () => {
    const stats = await run<{ businesses: number; byStatus: object[] }>("stats");
    expect(stats).toMatchObject({ businesses: directory.count(), byStatus: [{ name: "pending" }] });
    const { suburbs } = await run<{ suburbs: { businesses: number }[] }>("list-suburbs");
    const { categories } = await run<{ categories: { businesses: number }[] }>("list-categories");
    for (const counts of [suburbs, categories])
      expect(counts.reduce((sum, { businesses }) => sum + businesses, 0)).toBe(directory.count());
  });

  it("is reviewed one by one, once", async () => {
    expect(await run("approve-business", { id: 1 })).toMatchObject({
      isChanged: true,
      business: { status: "approved" },
    });
    expect(await run("approve-business", { id: 1 })).toMatchObject({ isChanged: false });
    expect(await run("reject-business", { id: 2, reason: "closed" })).toMatchObject({
      business: { status: "rejected", reason: "closed" },
    });
    await expect(run("approve-business", { id: 999_999 })).rejects.toMatchObject({ code: "NO_SUCH_BUSINESS" });
  });

  it("is approved in a batch where nothing is wrong, and the rest rejected", async () => {
    const pending = directory.count();
    const approved = await run<Record<string, number>>("batch-approve", {});
    expect(approved.approved).toBeGreaterThan(pending / 2);
    expect(Number(approved.approved) + Number(approved.leftAlone)).toBe(pending);
    expect(await run("batch-reject", { reason: "not complete" })).toMatchObject({
      rejected: approved.leftAlone,
      stillPending: 0,
    });
    expect(told.at(0)).toBe(0);
    expect(told).toEqual([...told].sort((a, b) => (a === 0 || b === 0 ? 0 : a - b)));
  });

  it("says of each entry what is wrong with it", async () => {
    const result = await run<{ checked: number; faulty: number; businesses: { faults: string[] }[] }>(
      "validate-businesses",
    );
    expect(result.checked).toBe(directory.count());
    expect(result.faulty).toBeGreaterThan(5);
    expect(result.businesses.every(({ faults }) => faults.length > 0)).toBe(true);
  });

  it("finds those that are there twice under another spelling, and marks them once", async () => {
    const trial = await run<{ duplicates: number }>("deduplicate-businesses", { isTrial: true });
    expect(trial.duplicates).toBeGreaterThan(5);
    expect(await run("deduplicate-businesses")).toMatchObject({ duplicates: trial.duplicates });
    expect(await run("deduplicate-businesses")).toMatchObject({ duplicates: 0 });
  });
});

describe("two businesses", () => {
  const one = (name: string, street: string) => ({ name, street }) as Business;
  it("are alike where only the spelling differs", () => {
    expect(
      similarityOf(one("Corner Café Oxley", "4 Main St"), one("The CORNER Café Oxley Pty Ltd", "4 Main Street")),
    ).toBe(1);
  });
  it("are not where the name is another", () => {
    expect(similarityOf(one("Corner Café", "4 Main St"), one("River Dentist", "4 Main St"))).toBeLessThan(0.7);
  });
});

describe("a CSV", () => {
  const HEAD = "Name,Category,Street,Suburb,Postcode,Phone,Email,Website";
  it("is imported row by row; what is no business is named by its line", async () => {
    const csv = `\ufeff${HEAD}\r\n"Baker, Sons",Bakery,1 Main St,Oxley,4075,07 5550 0001,a@b.example,\r\n\r\n,Gym,2 Main St,Oxley,4075\r\nGym,Gym,2 Main St,Oxley,40\r\n`;
    expect(await run("import-csv", { csv })).toEqual({
      rows: 3,
      added: 1,
      alreadyThere: 0,
      faulty: 2,
      faults: [
        { line: 4, fault: expect.stringContaining("name") },
        { line: 5, fault: "postcode: four digits" },
      ],
    });
    expect(await run("import-csv", { csv })).toMatchObject({ added: 0, alreadyThere: 1 });
    expect(directory.find(1)).toMatchObject({ name: "Baker, Sons", status: "pending" });
    expect(told.at(-1)).toBe(100);
  });

  it("comes from the inbox too, and from nowhere else", async () => {
    await mkdir(join(folder, "inbox"));
    writeFileSync(join(folder, "inbox", "new.csv"), `${HEAD}\nGym,Gym,2 Main St,Oxley,4075,,,\n`);
    expect(await run("import-csv", { file: "new.csv" })).toMatchObject({ added: 1 });
    await expect(run("import-csv", { file: "gone.csv" })).rejects.toMatchObject({ code: "NO_SUCH_FILE" });
    await expect(run("import-csv", { file: "../../etc/passwd" })).rejects.toThrow("without a path");
    await expect(run("import-csv", { csv: "a,b\n1,2" })).rejects.toMatchObject({ code: "BAD_FILE" });
  });

  it("is exported whole, comes back as it was, and runs nothing in a spreadsheet", async () => {
    directory.add(madeUpBusinesses(250));
    directory.add([{ ...(madeUpBusinesses(1)[0] as never as Business), name: "=HYPERLINK(1)" }]);
    const { file, businesses } = await run<{ file: string; businesses: number }>("export-csv", { file: "all.csv" });
    expect(businesses).toBe(directory.count());
    const text = readFileSync(file, "utf8");
    expect(text).toContain("'=HYPERLINK(1)");
    const other = new Directory(":memory:");
    const [handler] = directoryHandlers({ directory: other, folder }).filter(({ type }) => type.endsWith("import-csv"));
    expect(await handler?.run({ csv: text }, context())).toMatchObject({ added: businesses, faulty: 0 });
    other.close();
  });
});
