import { once } from "node:events";
import type { z } from "zod";
import type { Caller } from "./wire.ts";
import { shaped } from "./wire.ts";

type Frames = Record<string, z.ZodType<{ type: string }>>;
type FrameOf<F extends Frames> = z.output<F[keyof F]>;

/** A live socket, every frame of which must be of the contract's shape. */
export interface Listener<F extends Frames> {
  frames: FrameOf<F>[];
  send(frame: string | object): void;
  /** The first frame of the type that matches, of those that came or the next ones. */
  find<T extends keyof F>(type: T, matches?: (frame: z.output<F[T]>) => boolean): Promise<z.output<F[T]>>;
  pong(): Promise<void>;
  /** Resolves with the code when the server closes it. */
  closed: Promise<number>;
  close(): void;
}

/** Opens a socket in the caller's name; rejects where the upgrade is refused. */
export async function listen<F extends Frames>(caller: Caller, path: string, shapes: F): Promise<Listener<F>> {
  const address = caller.url.replace("http", "ws") + path;
  const socket = new WebSocket(address, { headers: caller.headers } as never);
  const frames: FrameOf<F>[] = [];
  const heard = new EventTarget();
  let pongs = 0;
  let fault: unknown;
  socket.addEventListener("message", ({ data }) => {
    if (data === "pong") pongs++;
    else {
      try {
        const frame = JSON.parse(data);
        const shape = shapes[frame.type];
        if (shape) frames.push(shaped(shape, frame, `A frame of ${path}`) as FrameOf<F>);
      } catch (error) {
        fault ??= error;
      }
    }
    heard.dispatchEvent(new Event("heard"));
  });
  const closed = new Promise<number>((resolve) =>
    socket.addEventListener("close", ({ code }) => {
      resolve(code);
      heard.dispatchEvent(new Event("heard"));
    }),
  );
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error(`${path} was refused`)));
  });
  const until = async <T>(find: () => T | undefined, what: string): Promise<T> => {
    for (;;) {
      if (fault) throw fault;
      const found = find();
      if (found !== undefined) return found;
      if (socket.readyState === WebSocket.CLOSED) throw new Error(`${path} was closed without ${what}`);
      await once(heard, "heard");
    }
  };
  return {
    frames,
    closed,
    send: (frame) => socket.send(typeof frame === "string" ? frame : JSON.stringify(frame)),
    find: (type, matches = () => true) =>
      until(() => frames.find((frame) => frame.type === type && matches(frame as never)), String(type)) as never,
    pong: () => until(() => (pongs > 0 ? true : undefined), "pong") as never,
    close: () => socket.close(),
  };
}
