import { loopbackOf } from "@fieldline/domain/target-refusal";

const DNS_OVER_HTTPS = "https://cloudflare-dns.com/dns-query";
const TYPES = [
  { name: "A", number: 1 },
  { name: "AAAA", number: 28 },
];
const NO_SUCH_NAME = 3;

/**
 * The addresses of a name; none where it does not resolve. A server on a machine of its own asks that machine's
 * resolver through `system`; one on Cloudflare, where there is none, asks by DNS over HTTPS.
 */
export async function lookUp(name: string, system: Fetcher | undefined): Promise<string[]> {
  const loopback = loopbackOf(name);
  if (loopback.length > 0) return loopback;
  if (!system) return (await Promise.all(TYPES.map((type) => askOverHttps(name, type)))).flat();
  const response = await system.fetch(`http://resolver/${encodeURIComponent(name)}`);
  if (!response.ok) throw new Error(`the resolver answered with ${response.status}`);
  return response.json<string[]>();
}

async function askOverHttps(name: string, type: { name: string; number: number }): Promise<string[]> {
  const response = await fetch(`${DNS_OVER_HTTPS}?name=${encodeURIComponent(name)}&type=${type.name}`, {
    headers: { accept: "application/dns-json" },
  });
  if (!response.ok) throw new Error(`the DNS answered with HTTP status ${response.status}`);
  const { Status, Answer = [] } = await response.json<{ Status: number; Answer?: { type: number; data: string }[] }>();
  if (Status !== 0 && Status !== NO_SUCH_NAME) throw new Error(`the DNS answered with status ${Status}`);
  return Answer.flatMap((answer) => (answer.type === type.number ? [answer.data] : []));
}
