import type { ProbeSpec } from "@fieldline/domain/job";
import type { Answered } from "./measure.ts";
import { openSocket } from "./open-socket.ts";
import { sendWithin } from "./packet.ts";
import { permittedAddresses, type Reach } from "./permitted-addresses.ts";

/** One TCP connect, from the call to the handshake's end; resolving a name comes before and is not part of it. */
export function measureTcp({ target: { host, port = 0 } }: ProbeSpec, waitMs: number, reach: Reach): Promise<Answered> {
  return sendWithin(waitMs, async (packet) => {
    const addresses = await permittedAddresses(host, port, reach);
    const { connectMs } = await openSocket(addresses, port, { packet });
    return { rttMs: connectMs };
  });
}
