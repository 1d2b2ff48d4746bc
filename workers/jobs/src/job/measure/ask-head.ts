import { Lost } from "./lost-reason.ts";
import { openSocket } from "./open-socket.ts";
import type { Packet } from "./packet.ts";
import { type ReplyHead, readHead } from "./reply-head.ts";

/**
 * Asks one of these addresses for `url` over a connection of its own, and reads the reply's headers and no more.
 * It is not `fetch`, which resolves the name by itself and would connect to an address that nobody has checked.
 */
export async function askHead(
  url: URL,
  addresses: string[],
  packet: Packet,
): Promise<{ head: ReplyHead; tookMs: number }> {
  const isTls = url.protocol === "https:";
  const port = Number(url.port || (isTls ? 443 : 80));
  const { socket, connectMs } = await openSocket(addresses, port, { startsTls: isTls, packet });
  const startedAt = performance.now();
  const line = isTls ? await secured(socket, url.hostname, packet) : socket;
  const writer = line.writable.getWriter();
  await writer.write(requestFor(url));
  const head = await readHead(line.readable);
  return { head, tookMs: connectMs + (performance.now() - startedAt) };
}

async function secured(socket: Socket, hostname: string, packet: Packet): Promise<Socket> {
  const expectedServerHostname = hostname.replace(/^\[(.*)\]$|\.$/, "$1");
  const secure = socket.startTls({ expectedServerHostname });
  packet.keep(secure);
  try {
    await secure.opened;
  } catch {
    throw new Lost("TLS handshake failed");
  }
  return secure;
}

/** A URL has no white space of its own, so nothing in it starts another line. */
function requestFor({ host, pathname, search }: URL): Uint8Array {
  const lines = [
    `GET ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    "User-Agent: fieldline-probe",
    "Accept: */*",
    "Connection: close",
  ];
  return new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
}
