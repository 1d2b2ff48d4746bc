import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import type { Sample } from "@fieldline/domain/job";
import { expect, it } from "vitest";
import { insertRow, jobLike } from "../../test/job-rows.ts";
import { samplePages } from "../src/export/pages.ts";
import { streamPages } from "../src/export/stream-pages.ts";

/** An endless file that counts what is read of it. */
function endless() {
  const counted = { read: 0, isClosed: false };
  async function* pages() {
    try {
      for (;;) yield `page ${++counted.read}\n`;
    } finally {
      counted.isClosed = true;
    }
  }
  return { counted, pages: pages() };
}
const failures: unknown[] = [];
const keep = (error: unknown) => failures.push(error);

it("reads no page before the reader asks for it, and none after the reader is gone", async () => {
  const { counted, pages } = endless();
  const reader = (await streamPages(pages, keep)).getReader();
  expect(counted.read).toBe(1);
  for (const page of [1, 2, 3]) {
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).toBe(`page ${page}\n`);
    expect(counted.read).toBe(page);
  }
  await reader.cancel();
  expect(counted).toEqual({ read: 3, isClosed: true });
});

it("fails before its first byte where the first page does, and is cut off where a later one does", async () => {
  async function* failing(pages: number) {
    for (let page = 0; page < pages; page++) yield "page\n";
    throw new Error("the object is gone");
  }
  await expect(streamPages(failing(0), keep)).rejects.toThrow("the object is gone");
  expect(failures).toEqual([]);
  await expect(new Response(await streamPages(failing(2), keep)).text()).rejects.toThrow("the object is gone");
  expect(failures).toHaveLength(1);
});

it("is cut off where the job is deleted on the way, and does not look complete", async () => {
  const page = Array.from({ length: 5_000 }, (_, at): Sample => ({ seq: at + 1, tick: at, at, rttMs: 1 }));
  const job = jobLike();
  await insertRow(job);
  const read = async () => {
    const pages = samplePages(
      {
        db: openDatabase(env.DB),
        jobs: { samples: async (_id, { afterSeq }) => (afterSeq === 0 ? page : []), log: async () => [] },
      },
      job.id,
    );
    const seen: Sample[] = [];
    for await (const samples of pages) seen.push(...samples);
    return seen.length;
  };
  expect(await read()).toBe(5_000);
  await env.DB.prepare("DELETE FROM jobs WHERE id = ?").bind(job.id).run();
  await expect(read()).rejects.toThrow("deleted");
});
