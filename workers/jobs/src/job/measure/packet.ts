import { Lost } from "./lost-reason.ts";

/** One packet's connections: all are closed when it is over, and none is opened after that. */
export class Packet {
  readonly #sockets: Socket[] = [];
  #isOver = false;

  /** Takes over the closing of a socket. */
  keep(socket: Socket): void {
    socket.closed.catch(() => {});
    this.#sockets.push(socket);
  }

  goOn(): void {
    if (this.#isOver) throw new Lost("its time was over");
  }

  end(): void {
    this.#isOver = true;
    for (const socket of this.#sockets) socket.close().catch(() => {});
  }
}

/** Sends one packet by `send`, which is lost when it has not settled within `waitMs`. */
export async function sendWithin<T>(waitMs: number, send: (packet: Packet) => Promise<T>): Promise<T> {
  const packet = new Packet();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Lost(`timed out after ${waitMs} ms`)), waitMs);
  });
  try {
    return await Promise.race([send(packet), timeout]);
  } finally {
    clearTimeout(timer);
    packet.end();
  }
}
