import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { DeviceFrame } from "@fieldline/domain/device";
import { type WebSocket, WebSocketServer } from "ws";
import { FakeFleet } from "./fake-fleet.ts";
import { Refusal } from "./refusal.ts";

/** The server's side of the wire in this process: tRPC batches over HTTP, and the push channel. */
export class FakeServer {
  readonly fleet = new FakeFleet();
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #channels = new Set<WebSocket>();
  /** No request is answered, and none reaches the server. */
  isAway = false;
  /** So many answers are lost after the server has acted. */
  loseAnswers = 0;
  /** Names of the procedures that were called, in order. */
  readonly calls: string[] = [];
  readonly requestBytes: number[] = [];

  private constructor() {
    this.#http = createServer((request, response) => void this.#serve(request, response));
    this.#http.on("upgrade", (request, socket, head) => {
      if (this.isAway) return socket.destroy();
      if (!this.fleet.isAuthorised(request.headers.authorization))
        return socket.end("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n");
      this.#sockets.handleUpgrade(request, socket, head, (channel) => {
        this.#channels.add(channel);
        channel.on("message", (data) => String(data) === "ping" && channel.send("pong"));
        channel.on("close", () => this.#channels.delete(channel));
      });
    });
  }

  static async start(): Promise<FakeServer> {
    const server = new FakeServer();
    await new Promise<void>((resolve) => server.#http.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get channels(): number {
    return this.#channels.size;
  }

  push(frame: DeviceFrame): void {
    for (const channel of this.#channels) channel.send(JSON.stringify(frame));
  }

  /** As when its process is killed: connections end, and nothing listens. */
  goAway(): void {
    this.isAway = true;
    for (const channel of this.#channels) channel.terminate();
    this.#http.closeAllConnections();
  }

  comeBack(): void {
    this.isAway = false;
  }

  async stop(): Promise<void> {
    this.goAway();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.isAway) return void request.socket.destroy();
    const url = new URL(request.url ?? "/", this.url);
    const body = await bodyOf(request);
    this.requestBytes.push(body.length);
    const inputs = JSON.parse(body || url.searchParams.get("input") || "{}");
    const names = url.pathname.replace("/trpc/", "").split(",");
    const answers = names.map((name, index) => this.#call(name, inputs[index], request.headers.authorization));
    if (this.loseAnswers > 0) {
      this.loseAnswers--;
      return void request.socket.destroy();
    }
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answers));
  }

  #call(path: string, input: unknown, authorization: string | undefined) {
    const name = path.replace("device.", "");
    this.calls.push(name);
    try {
      return { result: { data: this.fleet.call(name, input, authorization) } };
    } catch (error) {
      if (error instanceof Refusal) return error.toWire();
      throw error;
    }
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
