import type { JobFrame } from "@fieldline/domain/frames";
import type { Alert, Job, LogEntry, Sample } from "@fieldline/domain/job";

const CROWD = 100;
/** A frame for each of a thousand watchers takes tens of ms, so a crowd gets ten a second at most. */
const CROWD_FRAME_MS = 100;
const JOB_FRAME_MS = 250;
const CROWD_JOB_FRAME_MS = 2_000;
/** Samples or entries in one frame. */
export const FRAME_ITEMS = 1_000;

interface Pending {
  samples: Sample[];
  log: LogEntry[];
  alerts: Alert[];
  jobFrameAt: number;
  flushedAt: number;
  timer: ReturnType<typeof setTimeout> | null;
}

interface News {
  samples?: Sample[];
  log?: LogEntry[];
  alerts?: Alert[];
}

/** The sockets that watch one job. Frames go out in order; a socket that cannot take one is closed. */
export class Viewers {
  readonly #ctx: DurableObjectState;
  readonly #clock: () => number;
  #pending: Pending = { samples: [], log: [], alerts: [], jobFrameAt: 0, flushedAt: 0, timer: null };

  constructor(ctx: DurableObjectState, clock: () => number) {
    this.#ctx = ctx;
    this.#clock = clock;
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  accept(userId: string): { client: WebSocket; server: WebSocket } {
    const { 0: client, 1: server } = new WebSocketPair();
    this.#ctx.acceptWebSocket(server, [userId]);
    return { client, server };
  }

  send(socket: WebSocket, frame: JobFrame): void {
    sendText(socket, JSON.stringify(frame));
  }

  /** Tells every watcher of new samples, entries and alerts, and of the job as `describe` gives it where that is due. */
  tell({ samples = [], log = [], alerts = [] }: News, describe: () => Job): void {
    const sockets = this.#ctx.getWebSockets();
    if (sockets.length === 0) return;
    const pending = this.#pending;
    pending.samples.push(...samples);
    pending.log.push(...log);
    pending.alerts.push(...alerts);
    const crowded = sockets.length > CROWD;
    const waitMs = crowded ? pending.flushedAt + CROWD_FRAME_MS - this.#clock() : 0;
    if (waitMs <= 0) this.#flush(sockets, { describe, crowded });
    else
      pending.timer ??= setTimeout(() => {
        pending.timer = null;
        this.#flush(this.#ctx.getWebSockets(), { describe, crowded });
      }, waitMs);
  }

  /** Closes what this person, or everybody, watches by; who still may comes back by themselves. */
  closeOf(userId: string | null): void {
    for (const socket of this.#ctx.getWebSockets(userId ?? undefined))
      socket.close(1012, "rights have changed; connect again");
  }

  /** Sends the last frames of a job that has ended and closes every socket. */
  end(describe: () => Job): void {
    const sockets = this.#ctx.getWebSockets();
    if (sockets.length === 0) return;
    this.#flush(sockets, { describe, crowded: true });
    const text = JSON.stringify({ type: "end", job: describe() } satisfies JobFrame);
    for (const socket of sockets) {
      sendText(socket, text);
      close(socket, 1000, "the job has ended");
    }
  }

  closeAll(reason: string): void {
    for (const socket of this.#ctx.getWebSockets()) close(socket, 1000, reason);
  }

  #flush(sockets: WebSocket[], { describe, crowded }: { describe: () => Job; crowded: boolean }): void {
    const pending = this.#pending;
    clearTimeout(pending.timer);
    pending.timer = null;
    const now = this.#clock();
    const frames: JobFrame[] = [];
    if (pending.samples.length > 0) frames.push({ type: "samples", samples: pending.samples });
    if (pending.log.length > 0) frames.push({ type: "log", entries: pending.log });
    const jobFrameDue = now - pending.jobFrameAt >= (crowded ? CROWD_JOB_FRAME_MS : JOB_FRAME_MS);
    const transition = pending.log.some(({ kind }) => kind === "transition");
    if (jobFrameDue || transition) {
      frames.push({ type: "job", job: describe() });
      pending.jobFrameAt = now;
    }
    for (const alert of pending.alerts) frames.push({ type: "alert", alert });
    pending.samples = [];
    pending.log = [];
    pending.alerts = [];
    pending.flushedAt = now;
    const texts = frames.map((frame) => JSON.stringify(frame));
    for (const socket of sockets) for (const text of texts) sendText(socket, text);
  }
}

function sendText(socket: WebSocket, text: string): void {
  try {
    socket.send(text);
  } catch {
    close(socket, 1011, "this socket can no longer be written to");
  }
}

function close(socket: WebSocket, code: number, reason: string): void {
  try {
    socket.close(code, reason);
  } catch {}
}
