import { type DeviceFrame, HEARTBEAT_MS } from "@fieldline/domain/device";

/** A device that connects anew may not have noticed that its last socket is dead. */
const MOST_SOCKETS = 3;
/** A socket that has spoken within this time speaks for the device by itself. */
const FRESH_MS = HEARTBEAT_MS + 5_000;

/** The sockets by which a device is told at once. Pings are answered without waking the object. */
export class PushChannel {
  readonly #ctx: DurableObjectState;

  constructor(ctx: DurableObjectState) {
    this.#ctx = ctx;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /** Upgrades to a socket that opened at `now`. */
  open(now: number): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    const others = this.#ctx.getWebSockets().sort((a, b) => this.#heardAtOf(b) - this.#heardAtOf(a));
    for (const socket of others.slice(MOST_SOCKETS - 1)) close(socket, 1000, "replaced by a newer socket");
    this.#ctx.acceptWebSocket(server);
    server.serializeAttachment({ openedAt: now });
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Whether there was a socket to tell it by. */
  push(frame: DeviceFrame): boolean {
    const text = JSON.stringify(frame);
    let isTold = false;
    for (const socket of this.#ctx.getWebSockets())
      try {
        socket.send(text);
        isTold ||= socket.readyState === WebSocket.OPEN;
      } catch {
        close(socket, 1011, "this socket can no longer be written to");
      }
    return isTold;
  }

  /** When the device last spoke by a socket; undefined where it has none. */
  heardAt(): number | undefined {
    const open = this.#ctx.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN);
    const heard = open.map((socket) => this.#heardAtOf(socket));
    return heard.length > 0 ? Math.max(...heard) : undefined;
  }

  isFresh(now: number): boolean {
    const heardAt = this.heardAt();
    return heardAt !== undefined && now - heardAt < FRESH_MS;
  }

  closeAll(code: number, reason: string): void {
    for (const socket of this.#ctx.getWebSockets()) close(socket, code, reason);
  }

  #heardAtOf(socket: WebSocket): number {
    const { openedAt = 0 } = (socket.deserializeAttachment() ?? {}) as { openedAt?: number };
    return Math.max(openedAt, this.#ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0);
  }
}

function close(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {}
}
