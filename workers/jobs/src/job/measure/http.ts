import type { ProbeSpec } from "@fieldline/domain/job";
import { lostReason, within } from "./lost-reason.ts";
import type { Outcome } from "./measure.ts";

/** One HTTP request, from the call to the reply's headers. A status that was not expected counts as lost. */
export async function measureHttp(spec: ProbeSpec, waitMs: number): Promise<Outcome> {
  const url = urlOf(spec);
  const abort = new AbortController();
  const startedAt = performance.now();
  try {
    const redirect = spec.followRedirects ? "follow" : "manual";
    const request = fetch(url, { redirect, signal: abort.signal, headers: { "user-agent": "fieldline-probe" } });
    const response = await within(request, waitMs);
    const rttMs = performance.now() - startedAt;
    response.body?.cancel().catch(() => {});
    return isExpected(spec, response.status)
      ? { rttMs }
      : { rttMs: null, error: `answered with HTTP status ${response.status}` };
  } catch (error) {
    abort.abort();
    return { rttMs: null, error: lostReason(error, { host: spec.target.host, tls: url.protocol === "https:" }) };
  }
}

/** Port 443 is asked by https, any other by http. */
function urlOf({ target: { host, port = 80, path = "/" } }: ProbeSpec): URL {
  const scheme = port === 443 ? "https" : "http";
  return new URL(path, `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`);
}

function isExpected({ expectedStatus }: ProbeSpec, status: number): boolean {
  return expectedStatus ? expectedStatus.includes(status) : status >= 200 && status < 400;
}
