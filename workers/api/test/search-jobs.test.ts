import type { Job, ProbeSpec } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { query, send } from "../../test/call.ts";
import { insertRow, jobLike } from "../../test/job-rows.ts";

const idOf = (last: string) => `0190163d-8694-739b-aea5-966c26f8${last}`;

function jobAt(last: string, name: string, target: Partial<ProbeSpec["target"]> = {}): Job {
  const job = jobLike({ id: idOf(last), name });
  return { ...job, spec: { ...job.spec, target: { host: "unrelated.example.org", ...target } } };
}

const JOBS = [
  jobAt("aa01", "Ms. Ortiz", { host: "cpe-77.example.net", accountNumber: "ACC-00123", mac: "00:11:22:33:44:5a" }),
  jobAt("aa02", "Mr. Ortiz", {
    host: "203.0.113.47",
    accountNumber: "ACC-99123",
    mac: "b4:fb:e4:00:11:22",
    ip: "198.51.100.7",
  }),
  jobAt("aa03", "Büro ÖSTLICH", { host: "2001:db8::8a2e", ip: "198.51.100.77" }),
  jobAt("aa04", 'say "hello" to 100% of a_b'),
  jobAt("aa05", "NEAR(loss jitter) OR NOT star* -dash col:umn ^caret {brace}"),
  jobAt("aa06", "it's; DROP TABLE jobs; -- \\\\server\\share"),
  jobAt("aa07", "loss and jitter, far apart; say hello; 100 of a-b; axb"),
];

async function found(search: string): Promise<string[]> {
  const { status, data } = await query<{ items: Job[] }>("jobs.list", { search, sort: "createdAt" });
  expect(status).toBe(200);
  return data.items.map(({ id }) => id.slice(-4));
}

beforeAll(async () => {
  for (const job of JOBS) await insertRow(job);
});

describe("a search", () => {
  it.each([
    ["part of an account number", "00123", ["aa01"]],
    ["part that two accounts share", "123", ["aa01", "aa02"]],
    ["an account number in lower case", "acc-99", ["aa02"]],
    ["part of a host", "cpe-77", ["aa01"]],
    ["a host in capitals", "CPE-77.EXAMPLE", ["aa01"]],
    ["part of an IPv4 host", "113.4", ["aa02"]],
    ["part of an IPv6 host", "db8::8a", ["aa03"]],
    ["part of an IP", "51.100.7", ["aa02", "aa03"]],
    ["the end of an IP", ".77", ["aa03"]],
    ["part of a name", "ortiz", ["aa01", "aa02"]],
    ["a name in another case", "mS. oR", ["aa01"]],
    ["a name beyond ASCII in another case", "büRO öst", ["aa03"]],
    ["part of an id", "26f8aa06", ["aa06"]],
    ["a whole id in capitals", idOf("aa05").toUpperCase(), ["aa05"]],
    ["text between spaces", "  cpe-77  ", ["aa01"]],
    ["what is nowhere", "nothing like it", []],
  ])("finds %s", async (_what, search, ids) => {
    expect(await found(search)).toEqual(ids);
  });

  it.each([
    ["00:11:22:33:44:5a", ["aa01"]],
    ["00-11-22-33-44-5A", ["aa01"]],
    ["0011.2233.445a", ["aa01"]],
    ["00112233445A", ["aa01"]],
    ["00:11", ["aa01", "aa02"]],
    ["00-11", ["aa01", "aa02"]],
    ["0011.22", ["aa01", "aa02"]],
    ["0011.2233", ["aa01"]],
    ["001122", ["aa01", "aa02"]],
    ["B4:FB:E4", ["aa02"]],
    ["e4-00-11", ["aa02"]],
    ["b4fb.e400", ["aa02"]],
    ["fbe4001", ["aa02"]],
    ["33:44:", ["aa01"]],
    ["33:44:5", ["aa01"]],
  ])("finds the MAC written %s", async (search, ids) => {
    expect(await found(search)).toEqual(ids);
  });

  it.each([
    ['"hello"', ["aa04"]],
    ['say "', ["aa04"]],
    ['"""', []],
    ["100%", ["aa04"]],
    ["%%%", []],
    ["a_b", ["aa04"]],
    ["___", []],
    ["star*", ["aa05"]],
    ["sta*", []],
    ["***", []],
    [") OR NOT", ["aa05"]],
    ["loss OR jitter", []],
    ["loss AND jitter", ["aa07"]],
    ["NEAR(loss jitter)", ["aa05"]],
    ["NEAR(loss jitter, 10)", []],
    ["-dash", ["aa05"]],
    ["--dash", []],
    ["col:umn", ["aa05"]],
    ["search_text:loss", []],
    ["^caret", ["aa05"]],
    ["{brace}", ["aa05"]],
    ["it's;", ["aa06"]],
    ["'; DROP", []],
    ["jobs; --", ["aa06"]],
    ["\\server\\", ["aa06"]],
    ["loss\u0000jitter", ["aa05"]],
    ["loss \t\r\n", ["aa05", "aa07"]],
    ["😀😀😀", []],
    ["ortiz\ncpe", []],
  ])("takes %j as plain text", async (search, ids) => {
    expect(await found(search)).toEqual(ids);
  });

  it("is no search where it is empty", async () => {
    expect(await found("")).toHaveLength(JOBS.length);
    expect(await found("   ")).toHaveLength(JOBS.length);
  });

  it("narrows together with a filter, and tells of no one's jobs where none matches", async () => {
    const input = { search: "ortiz", status: ["completed"] };
    const response = await send(`/trpc/jobs.list?input=${encodeURIComponent(JSON.stringify(input))}`);
    expect(await response.json()).toEqual({ result: { data: { items: [], nextCursor: null } } });
  });
});
