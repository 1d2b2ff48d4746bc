const KEEP_ALIVE_MS = 25_000;

/** A job's frames as server-sent events, for curl and for networks without WebSockets; it ends with the job. */
export async function eventStream(
  request: Request,
  upgrade: (request: Request) => Promise<Response>,
): Promise<Response> {
  const headers = new Headers(request.headers);
  headers.set("upgrade", "websocket");
  const { webSocket } = await upgrade(new Request(request.url, { headers }));
  if (!webSocket) return new Response("The job's stream cannot be opened.", { status: 502 });
  const encoder = new TextEncoder();
  let keepAlive: ReturnType<typeof setInterval> | null = null;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text));
        } catch {
          webSocket.close(1000);
        }
      };
      webSocket.addEventListener("message", ({ data }) => write(`data: ${data}\n\n`));
      webSocket.addEventListener("close", () => {
        clearInterval(keepAlive);
        try {
          controller.close();
        } catch {}
      });
      keepAlive = setInterval(() => write(": keep-alive\n\n"), KEEP_ALIVE_MS);
      webSocket.accept();
    },
    cancel() {
      clearInterval(keepAlive);
      webSocket.close(1000);
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store" } });
}
