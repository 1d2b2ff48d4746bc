import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { freePort } from "./server.ts";

/** A real TCP service that can be unplugged and plugged in again. */
export interface Target {
  port: number;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
}

export async function startTarget(): Promise<Target> {
  const port = await freePort();
  const open = new Set<Socket>();
  let server: Server | undefined;
  const target: Target = {
    port,
    async unplug() {
      for (const socket of open) socket.destroy();
      const stopping = server;
      server = undefined;
      if (stopping) {
        stopping.close();
        await once(stopping, "close");
      }
    },
    async plugIn() {
      server = createServer((socket) => {
        open.add(socket);
        socket.on("close", () => open.delete(socket));
        socket.on("error", () => {});
      }).listen(port, "127.0.0.1");
      await once(server, "listening");
    },
  };
  await target.plugIn();
  return target;
}
