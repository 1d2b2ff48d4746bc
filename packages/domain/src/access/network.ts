import ipaddr from "ipaddr.js";

/**
 * What counts as one place that requests come from: an IPv4 address, or the /64 of an IPv6 one, since whoever has one
 * of those addresses has them all. What is no address is given back as it is.
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}
