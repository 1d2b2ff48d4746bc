/** One socket over several feeds: what any of them sends goes to the watcher, who sends nothing but ping. */
export async function mergedFeed(request: Request, feeds: Fetcher[]): Promise<Response> {
  const upstreams = await Promise.all(feeds.map(async (feed) => (await feed.fetch(new Request(request))).webSocket));
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  for (const upstream of upstreams) {
    upstream?.accept();
    upstream?.addEventListener("message", ({ data }) => server.send(data));
    upstream?.addEventListener("close", () => server.close(1012, "reconnect"));
  }
  server.addEventListener("message", ({ data }) => {
    if (data === "ping") server.send("pong");
    else server.close(1003, "this socket takes nothing but ping");
  });
  server.addEventListener("close", () => {
    for (const upstream of upstreams) upstream?.close(1000);
  });
  return new Response(null, { status: 101, webSocket: client });
}
