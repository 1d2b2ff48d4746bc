import { normaliseMac } from "@fieldline/domain/mac";

export type TargetKind = "host" | "ip" | "mac" | "account";

/** What somebody typed into the one field, understood as one kind of target. */
export interface Target {
  kind: TargetKind;
  /** The host, address, MAC or account as it is sent. */
  value: string;
  /** From an address with a port, or a URL. */
  port?: number;
  /** A URL asks for an HTTP request; its path, if it has one. */
  isUrl?: boolean;
  path?: string;
}

export const KIND_WORDS: Record<TargetKind, string> = {
  host: "Host",
  ip: "IP address",
  mac: "MAC",
  account: "Account",
};

const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
const NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})*\\.?$`, "i");
const DIGITS_AND_DOTS = /^[\d.]+$/;

/**
 * Recognises an address, a MAC, a host name (with a dot, or localhost), or else an account number; null of nothing.
 * `chosen` is the reader's own word for what it is and wins where it can be so.
 */
export function recognise(text: string, chosen?: TargetKind | null): Target | null {
  const typed = text.trim();
  if (typed === "") return null;
  if (chosen && kindsOf(typed).includes(chosen)) return as(chosen, typed);
  const [likeliest] = kindsOf(typed);
  return likeliest ? as(likeliest, typed) : null;
}

/** What a text can be taken for, likeliest first. Anything can be an account number. */
export function kindsOf(text: string): TargetKind[] {
  const typed = text.trim();
  if (typed === "") return [];
  const { host } = addressOf(typed);
  const kinds: TargetKind[] = [];
  const mac = normaliseMac(typed);
  if (mac && (/[:.\-\s]/.test(typed) || /[a-f]/i.test(typed))) kinds.push("mac");
  if (isIp(host)) kinds.push("ip");
  const isName = NAME.test(host) && !DIGITS_AND_DOTS.test(host);
  if (isName && (host.includes(".") || host === "localhost" || typed !== host) && !mac) kinds.push("host");
  if (!isUrl(typed) && typed.length <= 64) kinds.push("account");
  if (mac && !kinds.includes("mac")) kinds.push("mac");
  if (isName && !kinds.includes("host") && !isIp(host)) kinds.push("host");
  return kinds;
}

/** Whether a text is an address that can be measured at: an IPv4 or IPv6 address or a host name. */
export function isMeasurable(text: string): boolean {
  const { host } = addressOf(text.trim());
  return isIp(host) || (NAME.test(host) && !DIGITS_AND_DOTS.test(host));
}

function as(kind: TargetKind, typed: string): Target {
  if (kind === "mac") return { kind, value: normaliseMac(typed) ?? typed };
  if (kind === "account") return { kind, value: typed };
  const { host, port, path } = addressOf(typed);
  return {
    kind,
    value: host,
    ...(port !== undefined && { port }),
    ...(isUrl(typed) && { isUrl: true }),
    ...(path && { path }),
  };
}

function isUrl(text: string) {
  return /^https?:\/\//i.test(text);
}

function addressOf(text: string): { host: string; port?: number; path?: string } {
  if (isUrl(text)) {
    const url = parsed(text);
    if (!url) return { host: text };
    const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
    const path = `${url.pathname}${url.search}`;
    return { host: bare(url.hostname), port, ...(path !== "/" && { path }) };
  }
  const withPort = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(text);
  const [, host, port] = withPort ?? [];
  if (host && port && Number(port) >= 1 && Number(port) <= 65_535) return { host: bare(host), port: Number(port) };
  return { host: bare(text) };
}

function isIp(host: string) {
  return (
    IPV4.test(host) || (/^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*$/i.test(host) && parsed(`http://[${host}]/`) !== null)
  );
}

function bare(host: string) {
  return host.replace(/^\[(.*)\]$/, "$1");
}

function parsed(url: string) {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}
