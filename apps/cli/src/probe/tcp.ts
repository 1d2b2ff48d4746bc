import { connect, type Socket } from "node:net";
import { lostReason } from "./lost-reason.ts";

/** Milliseconds, to the microsecond, since a time of `process.hrtime.bigint()`. */
export function msSince(startedAt: bigint): number {
  return Number((process.hrtime.bigint() - startedAt) / 1_000n) / 1_000;
}

/** Connects to the first of these addresses that takes the connection; `connectMs` is the time of that one alone. */
export async function openSocket(
  addresses: string[],
  port: number,
  over: AbortSignal,
): Promise<{ socket: Socket; connectMs: number }> {
  let failure: unknown = new Error("no address was given");
  for (const host of addresses) {
    over.throwIfAborted();
    const startedAt = process.hrtime.bigint();
    const socket = connect({ host, port, noDelay: true });
    over.addEventListener("abort", () => socket.destroy(), { once: true });
    try {
      const connectMs = await connected(socket, startedAt);
      return { socket, connectMs };
    } catch (error) {
      socket.destroy();
      failure = error;
    }
  }
  throw failure;
}

function connected(socket: Socket, startedAt: bigint): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(msSince(startedAt)));
    socket.on("error", reject);
    socket.once("close", () => reject(new Error(lostReason(undefined))));
  });
}
