import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFieldlineClient } from "./client.ts";
import { errorOf } from "./errors.ts";
import { jobFixture, logFixture, samplesFixture } from "./job.test-support.ts";
import { jobsPort } from "./jobs-port.ts";

const id = jobFixture().id;

interface Answer {
  status?: number;
  type?: string;
  body: string;
}

let requests: IncomingMessage[];
let answer: (request: IncomingMessage) => Answer | Promise<Answer>;
let baseUrl: string;
let stop: () => Promise<unknown>;

beforeEach(async () => {
  requests = [];
  const server = createServer(async (request, response) => {
    requests.push(request);
    const { status = 200, type = "application/json", body } = await answer(request);
    response.writeHead(status, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => stop());

/** Answers each call of a batch with what `dataOf` gives for its procedure. */
function answerEach(dataOf: (procedure: string) => unknown) {
  answer = ({ url = "" }) => {
    const procedures = new URL(url, baseUrl).pathname.replace("/trpc/", "").split(",");
    return { body: JSON.stringify(procedures.map((procedure) => ({ result: { data: dataOf(procedure) } }))) };
  };
}

const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.unreachable("the call should fail"),
    (thrown: unknown) => errorOf(thrown),
  );

describe("createFieldlineClient", () => {
  test("sends calls of one turn in one request, with its headers", async () => {
    answerEach((procedure) => ({ from: procedure }));
    const client = createFieldlineClient({ baseUrl: `${baseUrl}/`, headers: { authorization: "Bearer abc" } });
    const [job, stats] = await Promise.all([client.jobs.get.query({ id }), client.jobs.stats.query()]);
    expect([job, stats]).toEqual([{ from: "jobs.get" }, { from: "jobs.stats" }]);
    expect(requests.map(({ url }) => url?.split("?")[0])).toEqual(["/trpc/jobs.get,jobs.stats"]);
    expect(requests[0]?.headers.authorization).toBe("Bearer abc");
  });

  test("asks a function for its headers anew", async () => {
    answerEach(() => null);
    let token = 0;
    const client = createFieldlineClient({ baseUrl, headers: () => ({ authorization: `Bearer ${++token}` }) });
    await client.jobs.stats.query();
    await client.jobs.stats.query();
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer 1", "Bearer 2"]);
  });

  test("splits what is more than a batch", async () => {
    answerEach(() => null);
    const { jobs } = createFieldlineClient({ baseUrl });
    await Promise.all(Array.from({ length: 45 }, () => jobs.pause.mutate({ id })));
    expect(requests.map(({ url }) => url?.split(",").length)).toEqual([20, 20, 5]);
  });
});

test("jobsPort reads a job, its samples and its log through the client", async () => {
  const samples = { items: samplesFixture(1, 3), nextSeq: null };
  const log = { items: logFixture(1, 2), nextSeq: 2 };
  answerEach((procedure) => ({ "jobs.get": jobFixture(), "jobs.samples": samples, "jobs.log": log })[procedure]);
  const port = jobsPort(createFieldlineClient({ baseUrl }));
  expect(await Promise.all([port.get({ id }), port.samples({ id }), port.log({ id })])).toEqual([
    jobFixture(),
    samples,
    log,
  ]);
});

describe("errorOf", () => {
  const create = () =>
    createFieldlineClient({ baseUrl }).jobs.create.mutate({
      kind: "probe",
      target: { host: "203.0.113.47" },
      method: "tcp",
      vantage: { kind: "edge" },
      cadenceMs: 1_000,
      durationMs: 60_000,
    });
  const refuse = (message: string, data: object) => {
    answer = () => ({ status: 400, body: JSON.stringify([{ error: { code: -32_600, message, data } }]) });
  };

  test("gives the server's reason, words and fields", async () => {
    const issues = [{ path: "target.host", message: "Not a host name." }];
    refuse("target.host: Not a host name.", {
      code: "BAD_REQUEST",
      httpStatus: 400,
      reason: "INVALID_INPUT",
      paths: ["target.host"],
      details: { issues },
    });
    expect(await failureOf(create())).toEqual({
      reason: "INVALID_INPUT",
      message: "target.host: Not a host name.",
      paths: ["target.host"],
      issues,
      details: { issues },
    });
  });

  test("takes the fields from the issues where the server names them there alone", async () => {
    const issues = [{ path: "cadenceMs", message: "Too short." }, { path: 7 }];
    refuse("Too short.", { reason: "INVALID_INPUT", details: { issues } });
    expect(await failureOf(create())).toMatchObject({ paths: ["cadenceMs"], issues: issues.slice(0, 1) });
  });

  test("passes on what the server told beside its words, and nothing that is no record", async () => {
    refuse("Wait.", { reason: "RATE_LIMITED", httpStatus: 429, details: { retryAfterMs: 9_000 } });
    expect(await failureOf(create())).toMatchObject({ reason: "RATE_LIMITED", details: { retryAfterMs: 9_000 } });
    refuse("Wait.", { reason: "RATE_LIMITED", httpStatus: 429, details: "soon" });
    expect(await failureOf(create())).toMatchObject({ details: {}, issues: [] });
  });

  test("reads a reason that it does not know by its status", async () => {
    refuse("Come back later.", { reason: "ON_HOLIDAY", httpStatus: 503 });
    expect(await failureOf(create())).toMatchObject({ reason: "UNAVAILABLE", message: "Come back later." });
    refuse("", { reason: "ON_HOLIDAY", httpStatus: 500 });
    expect(await failureOf(create())).toMatchObject({ reason: "INTERNAL", message: /Something went wrong/ });
  });

  test("says that a server that is gone cannot be reached", async () => {
    await stop();
    expect(await failureOf(create())).toEqual({
      reason: "UNREACHABLE",
      message: "The server cannot be reached. Check your connection and try again.",
      paths: [],
      issues: [],
      details: {},
    });
    expect(await failureOf(fetch(baseUrl))).toMatchObject({ reason: "UNREACHABLE" });
    stop = async () => {};
  });

  test.each([
    ["a proxy's page", { status: 502, type: "text/html", body: "<h1>Bad gateway</h1>" }],
    ["another server's JSON", { status: 404, body: '{"error":"token"}' }],
    ["an empty answer", { body: "" }],
  ])("does not show %s", async (_, given) => {
    answer = () => given;
    const failure = await failureOf(create());
    expect(failure.reason).toBe("UNREADABLE");
    expect(failure.message).not.toMatch(/<|JSON|token/i);
  });

  test("tells a call that was given up from one that failed", async () => {
    const abort = new AbortController();
    answer = () => new Promise(() => {});
    const call = createFieldlineClient({ baseUrl }).jobs.get.query({ id }, { signal: abort.signal });
    abort.abort();
    expect(await failureOf(call)).toMatchObject({ reason: "ABORTED" });
  });

  test.each([undefined, null, "text", new Error("secret"), { message: "secret" }])("shows nothing of %o", (thrown) => {
    expect(errorOf(thrown)).toEqual({
      reason: "INTERNAL",
      message: "Something went wrong. Try again in a moment.",
      paths: [],
      issues: [],
      details: {},
    });
  });
});
