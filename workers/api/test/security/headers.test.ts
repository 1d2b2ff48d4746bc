import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { admin } from "../../../test/identities.ts";
import { insertRow, jobLike } from "../../../test/job-rows.ts";
import { expectRefusal } from "../../../test/refusal.ts";
import { signIn } from "../../../test/sign-in.ts";
import { failingDatabase } from "./failing-database.ts";
import { bearer, LATER } from "./procedures.ts";
import { sendTo } from "./with-bindings.ts";

const PLAIN = "http://127.0.0.1:8787";
const TLS = "https://fieldline.example.net";
/** Front ends of one page and one file, which need not be built. */
const ASSETS = {
  fetch: async (request: Request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/") return new Response("<!doctype html>", { headers: { "content-type": "text/html" } });
    if (pathname === "/app.js") return new Response("1", { headers: { "content-type": "text/javascript" } });
    return new Response("none", { status: 404 });
  },
} as unknown as Fetcher;

let authorized: Record<string, string>;
let jobId: string;
beforeAll(async () => {
  authorized = bearer((await admin()).token);
  const job = jobLike({ status: "scheduled", runAt: LATER });
  await insertRow(job);
  jobId = job.id;
});
let logged: string[];
beforeEach(() => {
  logged = [];
  vi.spyOn(console, "error").mockImplementation((...args) => void logged.push(args.map(String).join(" ")));
});
afterEach(() => vi.restoreAllMocks());

const json = { "content-type": "application/json" };
const big = "x".repeat(300_000);

interface Kind {
  path: string | (() => string);
  status: number;
  init?: RequestInit;
  isOpen?: boolean;
  bindings?: object;
}
const KINDS: Record<string, Kind> = {
  page: { path: "/", status: 200, isOpen: true },
  "deep link": { path: "/jobs/anything", status: 200, isOpen: true },
  report: { path: "/report/some-token", status: 200, isOpen: true },
  asset: { path: "/app.js", status: 200, isOpen: true },
  "missing asset": { path: "/none.js", status: 404, isOpen: true },
  health: { path: "/healthz", status: 200, isOpen: true },
  "query's answer": { path: "/trpc/users.me", status: 200 },
  "refused query": { path: "/trpc/users.me", status: 401, isOpen: true },
  "unknown procedure": { path: "/trpc/nothing", status: 404 },
  "wrong method": { path: "/trpc/users.me", status: 405, init: { method: "PUT" } },
  "body that is too large": {
    path: "/trpc/jobs.create",
    status: 413,
    init: { method: "POST", headers: json, body: big },
  },
  "failing query": { path: "/trpc/jobs.list", status: 500, bindings: { DB: failingDatabase("jobs") } },
  "refused sign-in": { path: "/auth/sign-in/email", status: 401, init: { method: "POST", body: "{}" }, isOpen: true },
  "closed path of the sign-in": { path: "/auth/sign-up/email", status: 404, init: { method: "POST", body: "{}" } },
  "refused socket": { path: "/live/feed", status: 401, init: { headers: { upgrade: "websocket" } }, isOpen: true },
  "socket that is no upgrade": { path: "/live/feed", status: 426 },
  "event stream": {
    path: () => `/live/jobs/${jobId}`,
    status: 200,
    init: { headers: { accept: "text/event-stream" } },
  },
  export: { path: () => `/api/v1/jobs/${jobId}/samples.csv`, status: 200 },
  "refused export": { path: () => `/api/v1/jobs/${jobId}/samples.csv`, status: 401, isOpen: true },
  "audit's export": { path: "/api/v1/audit.csv", status: 200 },
  "unknown path of the API": { path: "/api/v1/none", status: 404 },
  "another site's request": { path: "/trpc/users.me", status: 403, init: { headers: { origin: "http://evil.test" } } },
};

async function answerOf({ path, init, isOpen, bindings }: Kind, origin: string): Promise<Response> {
  const headers = { ...(isOpen ? {} : authorized), ...(init?.headers as object) };
  const told = origin === TLS ? { FIELDLINE_ORIGIN: TLS } : {};
  const url = `${origin}${typeof path === "string" ? path : path()}`;
  const response = await sendTo({ ASSETS, ...told, ...bindings }, url, { ...init, headers });
  if (response.headers.get("content-type")?.includes("event-stream")) await response.body?.cancel();
  return response;
}

function policyOf(response: Response): Record<string, string[]> {
  const text = response.headers.get("content-security-policy") ?? "";
  return Object.fromEntries(
    text.split(";").map((each) => {
      const [name = "", ...sources] = each.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

describe.each(Object.entries(KINDS))("the answer to a %s", (_name, kind) => {
  it("lets nothing run or frame that is not the server's own", async () => {
    const response = await answerOf(kind, PLAIN);
    expect(response.status).toBe(kind.status);
    const policy = policyOf(response);
    expect(policy["default-src"]).toEqual(["'none'"]);
    expect(policy["script-src"]).toEqual(["'self'"]);
    expect(policy["frame-ancestors"]).toEqual(["'none'"]);
    expect(policy["base-uri"]).toEqual(["'none'"]);
    expect(policy["form-action"]).toEqual(["'self'"]);
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("server")).toBeNull();
    expect(response.headers.get("x-powered-by")).toBeNull();
  });

  it("asks for TLS exactly where it came by TLS", async () => {
    expect((await answerOf(kind, PLAIN)).headers.get("strict-transport-security")).toBeNull();
    const { headers } = await answerOf(kind, TLS);
    expect(headers.get("strict-transport-security")).toMatch(/max-age=\d{8,}/);
  });

  it("is kept by no cache where it holds data", async () => {
    const path = typeof kind.path === "string" ? kind.path : kind.path();
    if (!/^\/(trpc|auth|api|live)\//.test(path) || [403, 405].includes(kind.status)) return;
    expect((await answerOf(kind, PLAIN)).headers.get("cache-control")).toBe("no-store");
  });
});

describe("a body", () => {
  const sent = (path: string, body: BodyInit) =>
    sendTo({}, `${PLAIN}${path}`, { method: "POST", headers: { ...json, ...authorized }, body });
  const streamed = (bytes: number) => {
    let left = bytes;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left <= 0) return controller.close();
        left -= 16_384;
        controller.enqueue(new Uint8Array(16_384).fill(120));
      },
    });
  };

  it.each(["/trpc/jobs.create", "/trpc/users.invite", "/auth/sign-in/email", "/auth/sign-out", "/api/v1/anything"])(
    "of more than 256 kB is refused by %s, of a length that is told or not",
    async (path) => {
      for (const body of [big, streamed(300_000)]) {
        const { data } = await expectRefusal(await sent(path, body));
        expect(data).toMatchObject({ httpStatus: 413, reason: "INPUT_TOO_LARGE" });
      }
    },
  );
});

describe("the health", () => {
  it("tells that the server is well and its version, and no more", async () => {
    const response = await sendTo({}, `${PLAIN}/healthz`);
    expect(await response.json()).toEqual({ ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });
});

describe("a server whose secret is too short", () => {
  it("signs nobody in, and tells nobody the secret", async () => {
    const set = { FIELDLINE_AUTH_SECRET: "short-secret" };
    for (const path of ["/trpc/users.me", "/live/feed", "/api/v1/audit.csv"]) {
      const response = await sendTo(set, `${PLAIN}${path}`, { headers: authorized });
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain("short-secret");
    }
    expect(logged.join("\n")).toContain("FIELDLINE_AUTH_SECRET must have 32 characters");
    expect(logged.join("\n")).not.toContain("short-secret");
  });
});

describe("a header", () => {
  it("that a client sends comes back in none of an answer's", async () => {
    const planted = "planted-by-a-client";
    const headers = {
      "user-agent": planted,
      "x-request-id": planted,
      "x-forwarded-host": planted,
      "accept-language": planted,
    };
    for (const kind of Object.values(KINDS)) {
      const response = await answerOf(
        { ...kind, init: { ...kind.init, headers: { ...headers, ...(kind.init?.headers as object) } } },
        PLAIN,
      );
      expect(JSON.stringify([...response.headers])).not.toContain(planted);
    }
    expect((await signIn({ email: "a@example.net" }, headers)).status).toBe(401);
  });
});
