import { DurableObject } from "cloudflare:workers";
import type { FeedFrame } from "@fieldline/domain/frames";
import type { JobsEnv } from "../env.ts";
import { watcherOf } from "../watcher.ts";

const SEES_ALL = "all";
const ownOf = (requesterId: string) => `own:${requesterId}`;

/** Those who watch one topic's list. Keeps nothing: a watcher that was away reads the list again. */
export class FeedObject extends DurableObject<JobsEnv> {
  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /**
   * Tells those who see every job, and the requester of the job that the frames are about; everybody, where they are
   * about nobody's job (null).
   */
  publish(frames: FeedFrame[], requesterId: string | null): void {
    const { ctx } = this;
    const sockets =
      requesterId === null
        ? ctx.getWebSockets()
        : [...ctx.getWebSockets(SEES_ALL), ...ctx.getWebSockets(ownOf(requesterId))];
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

  closeSocketsOf(userId: string | null): void {
    for (const socket of this.ctx.getWebSockets(userId ?? undefined))
      socket.close(1012, "rights have changed; connect again");
  }

  /** Upgrades to a watcher's socket; the worker has checked who asks. */
  override fetch(request: Request): Response {
    const { userId, seesOthers } = watcherOf(request);
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [userId, seesOthers ? SEES_ALL : ownOf(userId)]);
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(socket: WebSocket): void {
    socket.close(1003, "this socket takes nothing but ping");
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }
}
