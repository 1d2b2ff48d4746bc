import { DomainError } from "@fieldline/domain/errors";
import type { ProbeSpec, ProbeTarget } from "@fieldline/domain/job";
import { askHead } from "./ask-head.ts";
import { Lost } from "./lost-reason.ts";
import type { Answered } from "./measure.ts";
import { sendWithin } from "./packet.ts";
import { permittedAddresses, type Reach } from "./permitted-addresses.ts";
import type { ReplyHead } from "./reply-head.ts";

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * One HTTP request, from the connect to the end of the reply's headers, the time of every redirect that is followed
 * included; resolving names is not part of it. A status that was not expected counts as lost.
 */
export function measureHttp(spec: ProbeSpec, waitMs: number, reach: Reach): Promise<Answered> {
  return sendWithin(waitMs, async (packet) => {
    let url = urlOf(spec.target);
    let addresses = await permittedAddresses(url.hostname, portOf(url), reach);
    let rttMs = 0;
    for (let redirects = 0; ; redirects++) {
      const { head, tookMs } = await askHead(url, addresses, packet);
      rttMs += tookMs;
      const next = spec.followRedirects ? redirectOf(head, url) : undefined;
      if (!next && isExpected(spec, head.status)) return { rttMs };
      if (!next) throw new Lost(`answered with HTTP status ${head.status}`);
      if (redirects === MOST_REDIRECTS) throw new Lost(`redirected more than ${MOST_REDIRECTS} times`);
      addresses = await addressesAfter(url, next, reach);
      url = next;
    }
  });
}

/** A redirect leads to where the policy allows, or nowhere: it is resolved and checked like a target. */
async function addressesAfter(from: URL, to: URL, reach: Reach): Promise<string[]> {
  try {
    return await permittedAddresses(to.hostname, portOf(to), reach);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, `${from.origin} redirects to ${to.origin}. ${error.message}`);
  }
}

function redirectOf({ status, location }: ReplyHead, from: URL): URL | undefined {
  if (!REDIRECTS.includes(status) || location === undefined) return undefined;
  const to = URL.parse(location, from);
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

function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === "https:" ? 443 : 80));
}

function isExpected({ expectedStatus }: ProbeSpec, status: number): boolean {
  return expectedStatus ? expectedStatus.includes(status) : status >= 200 && status < 400;
}
