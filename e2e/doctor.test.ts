import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ROOT, TOOL_ENV } from "../scripts/server/paths.ts";

/** What stands in for a server: its doctor finds what the test says. */
let server: Server;
let url: string;
let answers: Record<string, { status: number; body: unknown }>;
let asked: { method: string; path: string; authorization: string | undefined }[];
beforeAll(async () => {
  server = createServer((request: IncomingMessage, response) => {
    const { method = "", url: path = "", headers } = request;
    asked.push({ method, path, authorization: headers.authorization });
    const { status, body } = answers[path] ?? { status: 200, body: "a page" };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());
beforeEach(() => {
  answers = {};
  asked = [];
});

const finding = { kind: "lost-alarm", jobId: "j1", name: "Sync\u001b[31m\nfinance", words: "It has no alarm." };
const found = (findings: unknown[], more: object = {}) => ({
  status: 200,
  body: { result: { data: { checkedJobs: 3, isPartial: false, findings, ...more } } },
});

async function doctor(variables: Record<string, string>, ...argv: string[]) {
  const { FIELDLINE_TOKEN: _token, FIELDLINE_SERVER: _server, ...env } = TOOL_ENV as Record<string, string>;
  const options = { env: { ...env, ...variables }, stdio: ["ignore", "pipe", "pipe"] as const };
  const child = spawn("node", [join(ROOT, "scripts/doctor.ts"), ...argv], { ...options, stdio: [...options.stdio] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      said += text;
    });
  const [code] = await once(child, "close");
  return { code, said };
}
const asAdmin = (more: Record<string, string> = {}) => ({ FIELDLINE_SERVER: url, FIELDLINE_TOKEN: "flp_a", ...more });

test("what is to be put right ends it with 1, and no name steers the terminal", async () => {
  answers["/trpc/doctor.check"] = found([finding]);
  const { code, said } = await doctor(asAdmin());
  expect(code).toBe(1);
  expect(said).toContain("lost-alarm  j1   Sync [31m finance  It has no alarm.");
  expect(said).toContain("3 open jobs looked at: 1 to put right.");
  expect(asked).toEqual([{ method: "GET", path: "/trpc/doctor.check", authorization: "Bearer flp_a" }]);
});

test("it repairs only when it is told to, and says what it put right", async () => {
  answers["/trpc/doctor.repair"] = found([], { repaired: [finding] });
  const { code, said } = await doctor(asAdmin(), "--repair");
  expect(code).toBe(0);
  expect(said).toContain("3 open jobs looked at, 1 put right: nothing is left to put right.");
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /trpc/doctor.repair"]);
});

test("a refused sign-in is told in the server's words, not as it came over the wire", async () => {
  const message = "This e-mail and password do not belong together.";
  answers["/auth/sign-in/email"] = { status: 401, body: { error: { message } } };
  const person = { FIELDLINE_ADMIN_EMAIL: "a@example.net", FIELDLINE_ADMIN_PASSWORD: "wrong" };
  expect(await doctor({ FIELDLINE_SERVER: url, ...person })).toEqual({ code: 2, said: `${message}\n` });
});

test.each([
  ["nobody says who asks", () => ({ FIELDLINE_SERVER: url }), "Say who asks: set FIELDLINE_TOKEN"],
  ["the address is none", () => asAdmin({ FIELDLINE_SERVER: "127.0.0.1" }), "no server's address"],
  ["nobody answers", () => asAdmin({ FIELDLINE_SERVER: "http://127.0.0.1:1" }), "No server answers at"],
  ["another program answers", () => asAdmin(), "is no Fieldline server"],
])("where %s it says so and ends with 2", async (_case, variables, words) => {
  const { code, said } = await doctor(variables());
  expect(said).toContain(words);
  expect(code).toBe(2);
});
