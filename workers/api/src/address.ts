/** The network address of the one who asks, as the edge has seen it; null where it does not say. */
export function addressOf(request: Request): string | null {
  return request.headers.get("cf-connecting-ip")?.slice(0, 64) ?? null;
}
