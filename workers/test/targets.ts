import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    targets: { tcpPort: number; httpPort: number; silentPort: number; closedPort: number };
  }
}

/** Real targets on loopback: one that accepts, one that speaks HTTP, one that never answers, one that is not there. */
export default async function startTargets(project: TestProject): Promise<() => Promise<void>> {
  const tcp = createServer((socket) => socket.on("error", () => {}));
  const http = createHttpServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://target");
    if (pathname === "/moved") response.writeHead(302, { location: "/status/500" }).end();
    else if (pathname === "/slow") return;
    else response.writeHead(Number(pathname.split("/")[2] ?? 200)).end("ok");
  });
  const silent = createHttpServer(() => {});
  const closed = createServer();
  const listening = [tcp, http, silent, closed];
  const ports = await Promise.all(
    listening.map(async (server) => {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return (server.address() as AddressInfo).port;
    }),
  );
  closed.close();
  const [tcpPort = 0, httpPort = 0, silentPort = 0, closedPort = 0] = ports;
  project.provide("targets", { tcpPort, httpPort, silentPort, closedPort });
  return async () => {
    for (const server of [http, silent]) server.closeAllConnections();
    for (const server of [tcp, http, silent]) server.close();
  };
}
