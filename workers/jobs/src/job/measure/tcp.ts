import { connect } from "cloudflare:sockets";
import type { ProbeSpec } from "@fieldline/domain/job";
import { lostReason, within } from "./lost-reason.ts";
import type { Outcome } from "./measure.ts";

/** One TCP connect, from the call to the handshake's end; for a name this includes its resolution. */
export async function measureTcp({ target }: ProbeSpec, waitMs: number): Promise<Outcome> {
  const startedAt = performance.now();
  const socket = connect({ hostname: bracketed(target.host), port: target.port ?? 0 });
  socket.closed.catch(() => {});
  try {
    await within(socket.opened, waitMs);
    return { rttMs: performance.now() - startedAt };
  } catch (error) {
    return { rttMs: null, error: lostReason(error, target) };
  } finally {
    socket.close().catch(() => {});
  }
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
