import type { Job } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { mutate, query, send } from "../../test/call.ts";
import { probeInput } from "../../test/probe-input.ts";
import { expectRefusal } from "../../test/refusal.ts";

const FOREIGN_ORIGINS = [
  "http://evil.example.net",
  "https://127.0.0.1.evil.example.net",
  "http://127.0.0.1:9999",
  "http://localhost:8787",
  "null",
  "127.0.0.1:8787",
];
const FOREIGN_HOSTS = [
  "evil.example.net",
  "evil.example.net:8787",
  "127.0.0.1.evil.example.net",
  "localhost.evil.example.net",
  "192.0.2.1:8787",
  "127.0.0.1:8787@evil.example.net",
];

let id: string;
beforeAll(async () => {
  id = (await mutate<Job>("jobs.create", probeInput())).data.id;
});

async function jobCount(): Promise<number> {
  return (await query<{ jobsToday: number }>("jobs.stats")).data.jobsToday;
}

const attempts = (headers: Record<string, string>) => [
  () => send("/trpc/jobs.list", { headers }),
  () =>
    send("/trpc/jobs.create", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(probeInput()),
    }),
  () =>
    send("/trpc/jobs.create", {
      method: "POST",
      headers: { "content-type": "text/plain", ...headers },
      body: JSON.stringify(probeInput()),
    }),
  () => send(`/live/jobs/${id}`, { headers: { upgrade: "websocket", ...headers } }),
  () => send("/live/feed", { headers: { upgrade: "websocket", ...headers } }),
  () => send(`/live/jobs/${id}`, { headers: { accept: "text/event-stream", ...headers } }),
];

async function expectForbidden(headers: Record<string, string>): Promise<void> {
  const before = await jobCount();
  for (const attempt of attempts(headers)) {
    const response = await attempt();
    expect(response.webSocket).toBeFalsy();
    expect((await expectRefusal(response)).data).toMatchObject({ httpStatus: 403, reason: "FORBIDDEN" });
  }
  expect(await jobCount()).toBe(before);
}

describe("a request", () => {
  it.each(FOREIGN_ORIGINS)("from a page of the origin %j is refused", (origin) => expectForbidden({ origin }));

  it.each(FOREIGN_HOSTS)("to the host %j is refused", (host) => expectForbidden({ host, origin: `http://${host}` }));

  it.each(FOREIGN_HOSTS)("to the host %j is refused without an origin too", (host) => expectForbidden({ host }));

  it.each(["127.0.0.1:8787", "localhost:5173", "localhost", "[::1]:8787", "127.0.0.1"])(
    "to %s is served, from its own pages and from none",
    async (host) => {
      for (const headers of [new Headers({ host }), new Headers({ host, origin: `http://${host}` })])
        expect((await send("/trpc/jobs.list", { headers })).status).toBe(200);
      const { status, webSocket } = await send("/live/feed", {
        headers: { host, origin: `http://${host}`, upgrade: "websocket" },
      });
      expect(status).toBe(101);
      webSocket?.accept();
      webSocket?.close(1000);
    },
  );

  it("for the server's health is answered whatever it is called", async () => {
    const response = await send("/healthz", { headers: { host: "evil.example.net" } });
    expect(await response.json()).toMatchObject({ ok: true });
  });
});
