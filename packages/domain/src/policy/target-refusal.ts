import ipaddr from "ipaddr.js";
import type { ProbeSpec } from "../job/job.ts";
import { type Address, carriedAddress, readAddress } from "./address.ts";
import { type ProbePolicy, portsOf } from "./probe-policy.ts";

interface NetworkRule {
  text: string;
  base: Address;
  bits: number;
}
interface PortRule {
  text: string;
  first: number;
  last: number;
}

/** A policy made ready for many checks. */
export interface ReadyPolicy {
  allow: NetworkRule[];
  deny: NetworkRule[];
  denyPorts: PortRule[];
}

const REMEDY = "An administrator can allow it under Settings → Probe policy.";
const LOOPBACK = ["127.0.0.1", "::1"];
const HTTP_PORT = 80;

/** Reads a policy's rules once, for the many checks against them. */
export function readyPolicy({ allow, deny, denyPorts }: ProbePolicy): ReadyPolicy {
  return {
    allow: allow.map(networkRule),
    deny: deny.map(networkRule),
    denyPorts: denyPorts.map((text) => ({ text, ...portsOf(text) })),
  };
}

/**
 * Why nothing may connect to this address and port, in words; undefined where it may. The longest matching prefix
 * decides, on a tie it is denied, and what nothing matches is allowed. An IPv4 address inside an IPv6 one counts too.
 */
export function refusalOfTarget(
  policy: ReadyPolicy,
  { address, port }: { address: string; port: number },
): string | undefined {
  return refusalOfPort(policy, port) ?? refusalOfAddress(policy, address);
}

/** What of a probe's target is refused before any name is resolved, each with its field. */
export function targetIssues(
  { probePolicy }: { probePolicy: ProbePolicy },
  { vantage, target }: ProbeSpec,
): { path: string; message: string }[] {
  if (vantage.kind !== "edge") return [];
  const policy = readyPolicy(probePolicy);
  const { host, port = HTTP_PORT } = target;
  const addresses = readAddress(host) ? [host] : loopbackOf(host);
  const refusals = addresses.map((address) => refusalOfAddress(policy, address));
  const hostRefusal = refusals.every(Boolean) ? refusals[0] : undefined;
  const portRefusal = refusalOfPort(policy, port);
  return [
    ...(hostRefusal ? [{ path: "target.host", message: hostRefusal }] : []),
    ...(portRefusal ? [{ path: "target.port", message: portRefusal }] : []),
  ];
}

/** The addresses of a name that means this machine wherever it is asked; none for any other name. */
export function loopbackOf(name: string): string[] {
  return /(^|\.)localhost\.?$/i.test(name) ? LOOPBACK : [];
}

function refusalOfPort({ denyPorts }: ReadyPolicy, port: number): string | undefined {
  const rule = denyPorts.find(({ first, last }) => first <= port && port <= last);
  return rule && `The probe policy denies port ${port}${ruleWords(rule.text, String(port))}. ${REMEDY}`;
}

function refusalOfAddress(policy: ReadyPolicy, text: string): string | undefined {
  const address = readAddress(text);
  if (!address) return `${text} is not an address, so nothing connects to it. Give an IPv4 or IPv6 address.`;
  const rule = denyingRule(policy, address);
  if (rule) return `The probe policy denies ${address}${ruleWords(rule.text, String(address))}. ${REMEDY}`;
  const carried = carriedAddress(address);
  const carriedRule = carried && denyingRule(policy, carried);
  return (
    carriedRule &&
    `${address} leads to ${carried}, which the probe policy denies${ruleWords(carriedRule.text, String(carried))}. ${REMEDY}`
  );
}

function ruleWords(rule: string, asked: string): string {
  return rule === asked ? "" : ` (rule ${rule})`;
}

function denyingRule({ allow, deny }: ReadyPolicy, address: Address): NetworkRule | undefined {
  const denying = longestMatch(deny, address);
  const allowing = denying && longestMatch(allow, address);
  return allowing && allowing.bits > denying.bits ? undefined : denying;
}

function longestMatch(rules: NetworkRule[], address: Address): NetworkRule | undefined {
  let longest: NetworkRule | undefined;
  for (const rule of rules) {
    if (longest && longest.bits >= rule.bits) continue;
    if (rule.base.kind() === address.kind() && address.match(rule.base, rule.bits)) longest = rule;
  }
  return longest;
}

function networkRule(text: string): NetworkRule {
  const [base, bits] = ipaddr.parseCIDR(text.includes("/") ? text : `${text}/${text.includes(":") ? 128 : 32}`);
  return { text, base, bits };
}
