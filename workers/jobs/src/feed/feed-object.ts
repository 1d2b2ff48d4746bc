import { DurableObject } from "cloudflare:workers";
import type { FeedFrame } from "@fieldline/domain/frames";
import type { JobsEnv } from "../env.ts";

/** Those who watch one topic's list. Keeps nothing: a watcher that was away reads the list again. */
export class FeedObject extends DurableObject<JobsEnv> {
  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  publish(frames: FeedFrame[]): void {
    const sockets = this.ctx.getWebSockets();
    if (sockets.length === 0) return;
    for (const text of frames.map((frame) => JSON.stringify(frame)))
      for (const socket of sockets) {
        try {
          socket.send(text);
        } catch {
          socket.close(1011, "this socket can no longer be written to");
        }
      }
  }

  override fetch(): Response {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(socket: WebSocket): void {
    socket.close(1003, "this socket takes nothing but ping");
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}
