import { DEVICE_LEAVES, type DeviceFrame } from "@fieldline/domain/device";
import { WebSocket } from "ws";
import { z } from "zod";
import type { Logger } from "../log.ts";
import { backOffMs } from "./back-off.ts";
import { Dismissed } from "./call-failure.ts";
import type { DeviceSession } from "./device-session.ts";
import { pause } from "./pause.ts";

const PING_MS = 20_000;
const PONG_WITHIN_MS = 10_000;
const LEAVE_WITHIN_MS = 1_000;
const MAX_FRAME_BYTES = 64 * 1_024;

const frame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("work") }),
  z.object({
    type: z.literal("control"),
    jobId: z.string(),
    attempt: z.int(),
    wish: z.enum(["pause", "resume", "cancel"]),
  }),
  z.object({ type: z.literal("revoked") }),
]);

interface PushOptions {
  server: string;
  session: Pick<DeviceSession, "fresh" | "renew" | "forget">;
  /** Work and controls. */
  onFrame(frame: DeviceFrame): void;
  onOpen(): void;
  log: Logger;
  signal: AbortSignal;
}

/** Keeps the channel on which the server tells of work open, until `signal` aborts; throws {@link Dismissed}. */
export async function keepPushChannel(options: PushOptions): Promise<void> {
  let failures = 0;
  let isRefused = false;
  while (!options.signal.aborted) {
    const token = await tokenOf(options.session, isRefused);
    const closed = token === undefined ? { wasOpen: false } : await listen(token, options);
    if (options.signal.aborted) return;
    isRefused = closed.status === 401;
    failures = closed.wasOpen ? 1 : failures + 1;
    const waitMs = backOffMs(failures);
    options.log.debug("The push channel is closed; polling meanwhile.", { ...closed, waitMs });
    await pause(waitMs, options.signal);
  }
}

/** A good token; undefined while the server gives none. One that was refused before its time is replaced. */
async function tokenOf(session: PushOptions["session"], isRefused: boolean): Promise<string | undefined> {
  try {
    return (await (isRefused ? session.renew() : session.fresh())).accessToken;
  } catch (thrown) {
    if (thrown instanceof Dismissed) throw thrown;
    return undefined;
  }
}

interface Closed {
  wasOpen: boolean;
  status?: number;
}

function listen(token: string, { server, session, onFrame, onOpen, signal, log }: PushOptions): Promise<Closed> {
  return new Promise((resolve) => {
    const closed: Closed = { wasOpen: false };
    const socket = new WebSocket(`${server.replace(/^http/, "ws").replace(/\/$/, "")}/live/device`, {
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: PONG_WITHIN_MS,
      maxPayload: MAX_FRAME_BYTES,
    });
    let deadline: NodeJS.Timeout | undefined;
    const ping = setInterval(() => {
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send("ping");
      deadline ??= setTimeout(() => socket.terminate(), PONG_WITHIN_MS);
    }, PING_MS);
    let leaving: NodeJS.Timeout | undefined;
    const leave = () => {
      socket.close(DEVICE_LEAVES, "the agent stops");
      leaving = setTimeout(() => socket.terminate(), LEAVE_WITHIN_MS);
    };
    signal.addEventListener("abort", leave);
    socket.on("open", () => {
      closed.wasOpen = true;
      log.info("The push channel is open.");
      onOpen();
    });
    socket.on("message", (data) => {
      clearTimeout(deadline);
      deadline = undefined;
      const read = frameOf(String(data));
      if (read?.type !== "revoked") return read && onFrame(read);
      session.forget();
      socket.terminate();
    });
    socket.on("unexpected-response", (_request, response) => {
      closed.status = response.statusCode ?? 0;
      response.resume();
      socket.terminate();
    });
    socket.on("error", (error) => log.debug("The push channel failed.", { words: error.message }));
    socket.on("close", () => {
      clearInterval(ping);
      clearTimeout(deadline);
      clearTimeout(leaving);
      signal.removeEventListener("abort", leave);
      resolve(closed);
    });
  });
}

function frameOf(text: string): DeviceFrame | undefined {
  if (text === "pong") return undefined;
  try {
    return frame.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
