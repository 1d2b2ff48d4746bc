import { request } from "node:http";
import { isIP, type Socket } from "node:net";
import { connect as secure } from "node:tls";
import type { ProbeSpec, ProbeTarget } from "@fieldline/domain/job";
import { Lost } from "./lost-reason.ts";
import { HostName } from "./names.ts";
import { msSince, openSocket } from "./tcp.ts";

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

interface ReplyHead {
  status: number;
  location: string | undefined;
}

/**
 * One HTTP request, from the connect to the end of the reply's headers, the time of every redirect that is followed
 * included; resolving names is not part of it. Throws Lost for a status that was not expected.
 */
export async function measureHttp(spec: ProbeSpec, target: HostName, over: AbortSignal): Promise<number> {
  let url = urlOf(spec.target);
  let name = target;
  let rttMs = 0;
  for (let redirects = 0; ; redirects++) {
    const { head, tookMs } = await askHead(url, await name.addresses(Date.now()), over);
    rttMs += tookMs;
    const next = spec.followRedirects ? redirectOf(head, url) : undefined;
    if (!next && isExpected(spec, head.status)) return rttMs;
    if (!next) throw new Lost(`answered with HTTP status ${head.status}`);
    if (redirects === MOST_REDIRECTS) throw new Lost(`redirected more than ${MOST_REDIRECTS} times`);
    if (next.hostname !== url.hostname) name = new HostName(bare(next.hostname));
    url = next;
  }
}

async function askHead(url: URL, addresses: string[], over: AbortSignal): Promise<{ head: ReplyHead; tookMs: number }> {
  const isTls = url.protocol === "https:";
  const { socket, connectMs } = await openSocket(addresses, Number(url.port || (isTls ? 443 : 80)), over);
  const startedAt = process.hrtime.bigint();
  const line = isTls ? await secured(socket, bare(url.hostname)) : socket;
  const head = await replyTo(url, line);
  const tookMs = connectMs + msSince(startedAt);
  socket.destroy();
  return { head, tookMs };
}

function secured(socket: Socket, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const line = secure({ socket, host, ...(isIP(host) ? {} : { servername: host.replace(/\.$/, "") }) });
    line.once("secureConnect", () => resolve(line));
    line.on("error", () => reject(new Lost("TLS handshake failed")));
  });
}

function replyTo(url: URL, line: Socket): Promise<ReplyHead> {
  return new Promise((resolve, reject) => {
    const ask = request({
      createConnection: () => line,
      method: "GET",
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, "user-agent": "fieldline-probe", accept: "*/*", connection: "close" },
      setHost: false,
      maxHeaderSize: 16 * 1_024,
    });
    ask.on("response", (reply) => {
      resolve({ status: reply.statusCode ?? 0, location: reply.headers.location });
      reply.destroy();
    });
    ask.on("upgrade", (_reply, raw) => {
      resolve({ status: 101, location: undefined });
      raw.destroy();
    });
    ask.on("error", reject);
    ask.end();
  });
}

function redirectOf({ status, location }: ReplyHead, from: URL): URL | undefined {
  if (!REDIRECTS.includes(status) || location === undefined) return undefined;
  const to = URL.parse(location, from.href);
  if (!to) throw new Lost("redirected to an address that cannot be read");
  if (to.protocol !== "http:" && to.protocol !== "https:")
    throw new Lost("redirected to something else than http or https");
  return to;
}

/** Port 443 is asked by https, any other by http. */
function urlOf({ host, port = 80, path = "/" }: ProbeTarget): URL {
  const scheme = port === 443 ? "https" : "http";
  const url = URL.parse(`${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}${path}`);
  if (!url) throw new Lost("the host is no name that HTTP can ask for");
  return url;
}

function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

function isExpected({ expectedStatus }: ProbeSpec, status: number): boolean {
  return expectedStatus ? expectedStatus.includes(status) : status >= 200 && status < 400;
}
