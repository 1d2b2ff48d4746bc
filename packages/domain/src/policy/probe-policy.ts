import ipaddr from "ipaddr.js";
import { z } from "zod";

const MOST_RULES = 200;
const MOST_PORT_RULES = 50;
const LAST_PORT = 65_535;

const networkWords = "Write an IPv4 or IPv6 address or network, like 10.0.0.0/8, 203.0.113.47 or 2001:db8::/32.";
const networksWords = `Give a list of at most ${MOST_RULES} addresses and networks.`;
const portWords = "Write a port or a range of ports from 1 to 65535, like 25 or 1-19.";
const portsWords = `Give a list of at most ${MOST_PORT_RULES} ports and ranges.`;

/** One way to write each network, so that two equal rules look equal. */
const network = z.string(networkWords).superRefine((text, ctx) => {
  const canonical = canonicalNetwork(text);
  if (canonical === text) return;
  const message = canonical ? `Write it as ${canonical}.` : networkWords;
  ctx.addIssue({ code: "custom", message, input: text });
});

const ports = z.string(portWords).refine((text) => {
  const { first, last } = portsOf(text);
  return /^[1-9]\d*(-[1-9]\d*)?$/.test(text) && first <= last && last <= LAST_PORT;
}, portWords);

const networks = z.array(network, networksWords).max(MOST_RULES, networksWords);

/** Which addresses and ports the server may connect to when it measures. */
export const probePolicySchema = z.strictObject({
  /** What stays allowed inside a denied network. */
  allow: networks,
  deny: networks,
  denyPorts: z.array(ports, portsWords).max(MOST_PORT_RULES, portsWords),
});
export type ProbePolicy = z.infer<typeof probePolicySchema>;

/** The first and last port that a rule such as `25` or `1-19` names. */
export function portsOf(rule: string): { first: number; last: number } {
  const [first = 0, last = first] = rule.split("-").map(Number);
  return { first, last };
}

/** How a network is written here: without host bits, and an IPv4-mapped one as IPv4. Undefined where it is none. */
function canonicalNetwork(text: string): string | undefined {
  const [address = "", bits] = text.trim().split(/\/(.*)/s);
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return undefined;
  if (address.includes("%")) return undefined;
  if (bits === undefined) return ipaddr.process(address).toString();
  const cidr = `${address}/${bits}`;
  if (ipaddr.IPv4.isValidCIDR(cidr)) return `${ipaddr.IPv4.networkAddressFromCIDR(cidr)}/${Number(bits)}`;
  if (!ipaddr.IPv6.isValidCIDR(cidr)) return undefined;
  const network = ipaddr.IPv6.networkAddressFromCIDR(cidr);
  const isMapped = network.isIPv4MappedAddress() && Number(bits) >= 96;
  return isMapped ? `${network.toIPv4Address()}/${Number(bits) - 96}` : `${network}/${Number(bits)}`;
}
