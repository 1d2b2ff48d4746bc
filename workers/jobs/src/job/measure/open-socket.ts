import { connect } from "cloudflare:sockets";
import type { Packet } from "./packet.ts";

interface OpenOptions {
  /** Ready to be turned into TLS. */
  startsTls?: boolean;
  packet: Packet;
}

/** Connects to the first of these addresses that takes the connection; `connectMs` is the time of that one alone. */
export async function openSocket(
  addresses: string[],
  port: number,
  { startsTls = false, packet }: OpenOptions,
): Promise<{ socket: Socket; connectMs: number }> {
  let failure: unknown;
  for (const address of addresses) {
    packet.goOn();
    const startedAt = performance.now();
    const hostname = address.includes(":") ? `[${address}]` : address;
    const socket = startsTls
      ? connect({ hostname, port }, { secureTransport: "starttls", allowHalfOpen: false })
      : connect({ hostname, port });
    packet.keep(socket);
    try {
      await socket.opened;
      return { socket, connectMs: performance.now() - startedAt };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
