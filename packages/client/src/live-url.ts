/** The address of a live socket. `baseUrl` is the server's origin; empty for the page's own. */
export function liveUrl(baseUrl: string, path: string, query: Record<string, string | number> = {}): string {
  const url = new URL(path, baseUrl || globalThis.location.href);
  url.protocol = url.protocol.replace("http", "ws");
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}
