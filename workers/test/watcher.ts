import { expect, vi } from "vitest";
import { send } from "./call.ts";

const WITHIN = { timeout: 20_000, interval: 5 };

/** A client's end of a live socket, with everything that has come. */
export interface Watcher<Frame> {
  frames: Frame[];
  /** What came that is no JSON. */
  texts: string[];
  closed: { code: number; reason: string } | undefined;
  socket: WebSocket;
  /** Waits until `holds`, looking after each frame. */
  until(holds: () => boolean): Promise<void>;
  end(): Promise<{ code: number; reason: string } | undefined>;
}

/** Opens a live socket through the worker, as the administrator or as whoever the headers say. */
export async function watch<Frame>(path: string, headers: Record<string, string> = {}): Promise<Watcher<Frame>> {
  const { status, webSocket } = await send(path, { headers: { ...headers, upgrade: "websocket" } });
  expect(status).toBe(101);
  if (!webSocket) throw new Error(`${path} gave no socket.`);
  const watcher: Watcher<Frame> = {
    frames: [],
    texts: [],
    closed: undefined,
    socket: webSocket,
    until: (holds) => vi.waitUntil(holds, WITHIN).then(() => undefined),
    async end() {
      await watcher.until(() => watcher.closed !== undefined);
      return watcher.closed;
    },
  };
  webSocket.addEventListener("message", ({ data }) => {
    if (String(data).startsWith("{")) watcher.frames.push(JSON.parse(String(data)));
    else watcher.texts.push(String(data));
  });
  webSocket.addEventListener("close", ({ code, reason }) => {
    watcher.closed = { code, reason };
  });
  webSocket.accept();
  return watcher;
}
