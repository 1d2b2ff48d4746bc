import { createServer, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from "node:net";
import type { ProbeSpec } from "@fieldline/domain/job";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createProber } from "./measure.ts";

const never = new AbortController().signal;

function spec(of: Partial<ProbeSpec>): ProbeSpec {
  return {
    target: { host: "192.0.2.7" },
    method: "icmp",
    vantage: { kind: "device", deviceId: "0192f5b0-0000-7000-8000-000000000001" },
    cadenceMs: 1_000,
    durationMs: 60_000,
    packets: 1,
    timeoutMs: 1_000,
    ...of,
  };
}

describe("tcp", () => {
  let server: TcpServer;
  beforeAll(async () => {
    server = createTcpServer((socket) => socket.on("error", () => {}));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => server.close());
  const port = () => (server.address() as AddressInfo).port;

  it("measures the connect, to the microsecond", async () => {
    const target = { host: "127.0.0.1", port: port() };
    const [packet] = await createProber(spec({ method: "tcp", target })).measure(5_000, never);
    expect(packet?.rttMs).toBeGreaterThan(0);
    expect(packet?.rttMs).toBeLessThan(5_000);
    expect((packet?.rttMs ?? 0) * 1_000).toBeCloseTo(Math.round((packet?.rttMs ?? 0) * 1_000), 6);
  });

  it("says refused in the edge's words", async () => {
    const target = { host: "127.0.0.1", port: 1 };
    const [packet] = await createProber(spec({ method: "tcp", target })).measure(5_000, never);
    expect(packet).toMatchObject({ rttMs: null, error: "connection refused or unreachable" });
  });

  it("says that a name does not resolve, or that it could not be looked up", async () => {
    const target = { host: "no-such-host.invalid", port: 80 };
    const [packet] = await createProber(spec({ method: "tcp", target })).measure(20_000, never);
    expect(packet?.error).toMatch(/^the name (does not resolve|could not be looked up)$/);
  });
});

describe("http", () => {
  let server: Server;
  beforeAll(async () => {
    server = createServer((request, response) => {
      const status = Number(request.url?.slice(1)) || 200;
      if (request.url === "/away") response.writeHead(302, { location: "/204" });
      else if (request.url === "/round") response.writeHead(302, { location: "/round" });
      else if (request.url === "/slow") return;
      else if (request.url === "/cut") return void request.socket.destroy();
      else if (request.url === "/noise") return void request.socket.end("SSH-2.0-OpenSSH_9.2\r\n\r\n");
      else if (request.url === "/host") response.writeHead(request.headers.host === `localhost:${port()}` ? 200 : 500);
      else response.writeHead(status);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const port = () => (server.address() as AddressInfo).port;
  const ask = async (path: string, of: Partial<ProbeSpec> = {}, host = "127.0.0.1") => {
    const prober = createProber(spec({ method: "http", target: { host, port: port(), path }, ...of }));
    return (await prober.measure(of.timeoutMs ?? 5_000, never))[0];
  };

  it("measures a request", async () => {
    expect((await ask("/200"))?.rttMs).toBeGreaterThan(0);
    expect((await ask("/host", {}, "localhost"))?.error).toBeUndefined();
  });

  it.each([
    ["/404", {}, "answered with HTTP status 404"],
    ["/200", { expectedStatus: [204] }, "answered with HTTP status 200"],
    ["/round", { followRedirects: true }, "redirected more than 5 times"],
    ["/cut", {}, "the connection was closed without a reply"],
    ["/noise", {}, "the reply is not HTTP"],
    ["/slow", { timeoutMs: 100 }, "timed out after 100 ms"],
  ])("says of %s why it is lost", async (path, of, error) => {
    expect(await ask(path, of)).toMatchObject({ rttMs: null, error });
  });

  it.each([
    ["/302", {}],
    ["/404", { expectedStatus: [404] }],
    ["/away", { followRedirects: true, expectedStatus: [204] }],
    ["/away", { expectedStatus: [302] }],
  ])("takes what was expected of %s", async (path, of) => {
    expect((await ask(path, of))?.error).toBeUndefined();
  });
});
