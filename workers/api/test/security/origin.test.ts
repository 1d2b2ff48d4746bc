import { beforeAll, describe, expect, it } from "vitest";
import { ORIGIN, sendAsNobody } from "../../../test/call.ts";
import { addPerson, PASSWORD } from "../../../test/identities.ts";
import { insertRow, jobLike } from "../../../test/job-rows.ts";
import { setLimits } from "../../../test/limits.ts";
import { probeInput } from "../../../test/probe-input.ts";
import { expectRefusal } from "../../../test/refusal.ts";
import { sessionOf } from "../../../test/sign-in.ts";
import { stored } from "../../../test/stored.ts";
import { bearer, LATER } from "./procedures.ts";
import { sendTo } from "./with-bindings.ts";

const FOREIGN = ["http://evil.example.net", "null", "http://127.0.0.1:9999", "https://127.0.0.1.evil.example.net"];

let cookie: string;
let token: string;
let email: string;
let jobId: string;
beforeAll(async () => {
  await setLimits({});
  const person = await addPerson("operator");
  ({ token, email } = person);
  ({ cookie } = await sessionOf(person));
  const job = jobLike({ status: "scheduled", runAt: LATER });
  await insertRow(job);
  jobId = job.id;
});

type Headers = Record<string, string>;
const body = () => JSON.stringify(probeInput({ runAt: LATER }));
const CHANGES: [string, (headers: Headers) => Promise<Response>][] = [
  ["a mutation", (headers) => post("/trpc/jobs.create", { "content-type": "application/json", ...headers }, body())],
  [
    "a mutation as a form's text",
    (headers) => post("/trpc/jobs.create", { "content-type": "text/plain", ...headers }, body()),
  ],
  ["a sign-out", (headers) => post("/auth/sign-out", headers, "{}")],
  [
    "a job's socket",
    (headers) => sendAsNobody(`/live/jobs/${jobId}`, { headers: { upgrade: "websocket", ...headers } }),
  ],
  ["a feed's socket", (headers) => sendAsNobody("/live/feed", { headers: { upgrade: "WebSocket", ...headers } })],
];

function post(path: string, headers: Headers, text: string): Promise<Response> {
  return sendAsNobody(path, { method: "POST", headers, body: text });
}

async function expectForbidden(response: Response): Promise<void> {
  expect(response.webSocket).toBeFalsy();
  expect((await expectRefusal(response)).data).toMatchObject({ httpStatus: 403, reason: "FORBIDDEN" });
}

describe("with a cookie", () => {
  describe.each(CHANGES)("%s", (_what, send) => {
    it.each(FOREIGN)("from the origin %s is refused, and nothing changes", async (origin) => {
      const before = await stored();
      await expectForbidden(await send({ cookie, origin }));
      expect(await stored()).toEqual(before);
    });

    it("that names no origin is refused, and nothing changes", async () => {
      const before = await stored();
      await expectForbidden(await send({ cookie }));
      expect(await stored()).toEqual(before);
    });
  });

  it.each(["/trpc/jobs.list", "/trpc/users.me", "/trpc/config.get"])("%s is not read by another site", async (path) => {
    await expectForbidden(await sendAsNobody(path, { headers: { cookie, origin: "http://evil.example.net" } }));
    for (const mode of ["no-cors", "cors", "websocket"])
      await expectForbidden(
        await sendAsNobody(path, { headers: { cookie, "sec-fetch-site": "cross-site", "sec-fetch-mode": mode } }),
      );
    const own = { cookie, "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors" };
    const response = await sendAsNobody(path, { headers: own });
    expect(response.status).toBe(200);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
  });

  it.each(CHANGES.slice(1).filter(([what]) => what !== "a sign-out" && !what.includes("form")))(
    "%s from here passes",
    async (_what, send) => {
      const response = await send({ cookie, origin: ORIGIN });
      expect(response.status).toBe(101);
      response.webSocket?.accept();
      response.webSocket?.close(1000);
    },
  );

  it("a mutation from here passes", async () => {
    const headers = { "content-type": "application/json", cookie, origin: ORIGIN };
    expect((await post("/trpc/jobs.create", headers, body())).status).toBe(200);
  });
});

describe("with a token", () => {
  it("a script needs no origin, and another site's page is refused all the same", async () => {
    const headers = { "content-type": "application/json", ...bearer(token) };
    expect((await post("/trpc/jobs.create", headers, body())).status).toBe(200);
    await expectForbidden(await post("/trpc/jobs.create", { ...headers, origin: "http://evil.example.net" }, body()));
    const socket = await sendAsNobody("/live/feed", { headers: { ...bearer(token), upgrade: "websocket" } });
    expect(socket.status).toBe(101);
    socket.webSocket?.accept();
    socket.webSocket?.close(1000);
  });
});

describe("a sign-in", () => {
  it.each(FOREIGN)("from the origin %s is refused, so that nobody is signed in as somebody else", async (origin) => {
    const before = await stored();
    await expectForbidden(await post("/auth/sign-in/email", { origin }, JSON.stringify({ email, password: PASSWORD })));
    expect(await stored()).toEqual(before);
  });
});

describe("a name that was pointed at this server", () => {
  it.each(["evil.example.net", "evil.example.net:8787", "127.0.0.1.evil.example.net"])(
    "%s opens nothing of a local server",
    async (host) => {
      for (const path of ["/trpc/jobs.list", "/", "/auth/sign-in/email", "/live/feed", "/api/v1/audit.csv"])
        await expectForbidden(await sendAsNobody(path, { headers: { host, cookie, origin: `http://${host}` } }));
    },
  );

  it("opens nothing of a server that was told its origin", async () => {
    const told = { FIELDLINE_LOCAL: "0", FIELDLINE_ORIGIN: "https://fieldline.example.net" };
    const ask = (url: string, headers: Headers = {}) =>
      sendTo(told, url, { headers: { ...bearer(token), ...headers } });
    expect((await ask("https://fieldline.example.net/trpc/users.me")).status).toBe(200);
    await expectForbidden(await ask("https://evil.example.net/trpc/users.me"));
    await expectForbidden(await ask("http://127.0.0.1/trpc/users.me"));
  });

  it("is not taken for a page of the server itself in another scheme or at another port", async () => {
    const told = { FIELDLINE_LOCAL: "0", FIELDLINE_ORIGIN: "https://fieldline.example.net" };
    const from = (origin: string) =>
      sendTo(told, "https://fieldline.example.net/trpc/users.me", { headers: { ...bearer(token), origin } });
    expect((await from("https://fieldline.example.net")).status).toBe(200);
    await expectForbidden(await from("http://fieldline.example.net"));
    await expectForbidden(await from("https://fieldline.example.net:8443"));
    await expectForbidden(await from("https://www.fieldline.example.net"));
  });
});
