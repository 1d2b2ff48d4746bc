const ADDRESSES: Record<string, string[]> = {
  "loopback.test": ["127.0.0.1"],
  "mixed.test": ["169.254.169.254", "127.0.0.1"],
  "unreachable-first.test": ["127.0.0.9", "127.0.0.1"],
  "mapped.test": ["::ffff:169.254.169.254"],
  "metadata.test": ["169.254.169.254"],
};

/** The names that exist in tests. `rebinding.test` is harmless at the first question and the metadata address after it. */
export function testResolver() {
  let asked = 0;
  return ({ url }: { url: string }): Response => {
    const name = decodeURIComponent(new URL(url).pathname.slice(1));
    if (name === "broken.test") return new Response(null, { status: 502 });
    if (name === "rebinding.test") return Response.json(asked++ === 0 ? ["127.0.0.1"] : ["169.254.169.254"]);
    return Response.json(ADDRESSES[name] ?? []);
  };
}
