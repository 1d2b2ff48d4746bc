import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    targets: {
      tcpPort: number;
      httpPort: number;
      silentPort: number;
      closedPort: number;
      rawPort: number;
      trapPort: number;
    };
  }
}

/** What the raw target answers, by path; it is not always HTTP. */
const RAW: Record<string, string> = {
  "/banner": "SSH-2.0-OpenSSH_9.9\r\n",
  "/no-status": "HTTP/1.1 OK\r\n\r\n",
  "/strange-version": "HTTP/7 200 OK\r\n\r\n",
  "/line-feeds": "HTTP/1.0 204 None\nX-A: b\n\n",
  "/interim": "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 503 Later\r\n\r\n",
  "/endless": `HTTP/1.1 200 OK\r\n${"X-Filler: 0123456789abcdef\r\n".repeat(4_000)}`,
  "/endless-line": `HTTP/1.1 200 ${"x".repeat(100_000)}`,
  "/long": `HTTP/1.1 200 OK\r\nX-Filler: ${"x".repeat(15_000)}\r\n\r\n`,
};

/**
 * Real targets on loopback: one that accepts, one that speaks HTTP, one that says anything, one that never answers,
 * one that nothing may connect to (`/trapped` tells how often something did), and one that is not there.
 */
export default async function startTargets(project: TestProject): Promise<() => Promise<void>> {
  const tcp = createServer((socket) => socket.on("error", () => {}));
  const http = createHttpServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://target");
    const count = /^\/hops\/(\d+)$/.exec(pathname)?.[1];
    if (pathname === "/redirect") response.writeHead(302, { location: searchParams.get("to") ?? "" }).end();
    else if (count) response.writeHead(Number(count) > 0 ? 307 : 200, { location: `${Number(count) - 1}` }).end();
    else if (pathname === "/loop") response.writeHead(301, { location: "/loop" }).end();
    else if (pathname === "/trapped") response.end(String(trapped));
    else if (pathname === "/asked-as")
      response.writeHead(request.headers.host === searchParams.get("host") ? 200 : 421).end();
    else if (pathname === "/moved") response.writeHead(302, { location: "/status/500" }).end();
    else if (pathname === "/slow") return;
    else response.writeHead(Number(pathname.split("/")[2]) || 200).end("ok");
  });
  const raw = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (data) => socket.end(RAW[String(data).split(" ")[1] ?? ""] ?? ""));
  });
  let trapped = 0;
  const trap = createServer((socket) => {
    trapped++;
    socket.destroy();
  });
  const silent = createHttpServer(() => {});
  const closed = createServer();
  const listening = [tcp, http, silent, closed, raw, trap];
  const ports = await Promise.all(
    listening.map(async (server) => {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return (server.address() as AddressInfo).port;
    }),
  );
  closed.close();
  const [tcpPort = 0, httpPort = 0, silentPort = 0, closedPort = 0, rawPort = 0, trapPort = 0] = ports;
  project.provide("targets", { tcpPort, httpPort, silentPort, closedPort, rawPort, trapPort });
  return async () => {
    for (const server of [http, silent]) server.closeAllConnections();
    for (const server of [tcp, http, silent, raw, trap]) server.close();
  };
}
