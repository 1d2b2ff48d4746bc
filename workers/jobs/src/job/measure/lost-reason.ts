/** A packet whose wait was over before its reply came. */
export class TimedOut extends Error {
  readonly waitMs: number;
  constructor(waitMs: number) {
    super(`timed out after ${waitMs} ms`);
    this.waitMs = waitMs;
  }
}

/** Rejects with TimedOut when `promise` has not settled within `waitMs`. */
export async function within<T>(promise: Promise<T>, waitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(waitMs)), waitMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Why a packet was lost, in words. The runtime tells a refused connection from an unknown name only for HTTP;
 * where it does not, the words name both.
 */
export function lostReason(error: unknown, { host, tls = false }: { host: string; tls?: boolean }): string {
  if (error instanceof TimedOut) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  const isName = /[a-z]/i.test(host) && !host.includes(":");
  if (message.includes("cannot connect to the specified address"))
    return isName ? "connection refused, or the name does not resolve" : "connection refused or unreachable";
  if (message.includes("Network connection lost")) return "connection refused or closed without a reply";
  if (message.includes("internal error")) {
    if (tls) return isName ? "TLS handshake failed, or the name does not resolve" : "TLS handshake failed";
    return isName ? "the name does not resolve" : "the reply could not be read";
  }
  return "the connection failed";
}
