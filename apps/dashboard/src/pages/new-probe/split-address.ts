export interface Address {
  host: string;
  port?: string;
  path?: string;
  isHttp?: true;
}

/** A host with other characters is left as it was typed, for its error to be shown beside it. */
const URL_LIKE = /^https?:\/\/[\w.:[\]-]+(\/|$)/i;
const BRACKETED = /^\[([0-9a-f:.%]+)\](?::(\d+))?$/i;
const HOST_PORT = /^([^:/\s]+):(\d+)$/;

/** What a pasted address says: "http://host:8080/path", "host:443" and "[2001:db8::1]:80" in their parts. */
export function splitAddress(text: string): Address {
  const trimmed = text.trim();
  if (URL_LIKE.test(trimmed) && URL.canParse(trimmed)) {
    const { hostname, port, pathname, search, protocol } = new URL(trimmed);
    const path = pathname + search;
    return {
      host: hostname.replace(/^\[(.*)\]$/, "$1"),
      port: port || (protocol === "https:" ? "443" : "80"),
      ...(path !== "/" && { path }),
      isHttp: true,
    };
  }
  const [, host, port] = BRACKETED.exec(trimmed) ?? HOST_PORT.exec(trimmed) ?? [];
  return host ? { host, ...(port && { port }) } : { host: trimmed };
}
