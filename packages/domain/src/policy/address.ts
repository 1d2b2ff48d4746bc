import ipaddr from "ipaddr.js";

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** An address as a connect takes it: an IPv4-mapped one as IPv4, without a zone; undefined where `text` is no address. */
export function readAddress(text: string): Address | undefined {
  const bare = text.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  return ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined;
}

/** IPv6 prefixes whose addresses carry an IPv4 address, to which a gateway or the system may hand a connection on. */
const CARRIERS = [
  { prefix: ipaddr.IPv6.parseCIDR("::/96"), firstByte: 12 },
  { prefix: ipaddr.IPv6.parseCIDR("::ffff:0:0:0/96"), firstByte: 12 },
  { prefix: ipaddr.IPv6.parseCIDR("64:ff9b::/96"), firstByte: 12 },
  { prefix: ipaddr.IPv6.parseCIDR("64:ff9b:1::/48"), firstByte: 12 },
  { prefix: ipaddr.IPv6.parseCIDR("2002::/16"), firstByte: 2 },
  // Teredo writes the client's address with every bit turned over.
  { prefix: ipaddr.IPv6.parseCIDR("2001::/32"), firstByte: 12, flip: 0xff },
];

/** The IPv4 address inside an IPv6 address of NAT64, 6to4 and their like; undefined where there is none. */
export function carriedAddress(address: Address): Address | undefined {
  if (address.kind() === "ipv4") return undefined;
  const range = address.range();
  if (range === "loopback" || range === "unspecified") return undefined;
  const carrier = CARRIERS.find(({ prefix }) => address.match(prefix));
  if (!carrier) return undefined;
  const { firstByte, flip = 0 } = carrier;
  const bytes = address.toByteArray().slice(firstByte, firstByte + 4);
  return new ipaddr.IPv4(bytes.map((byte) => byte ^ flip));
}
