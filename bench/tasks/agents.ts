import { once } from "node:events";
import { WebSocket } from "ws";
import type { HttpClient } from "../lib/http.ts";
import type { Product } from "../lib/product.ts";

/** As the real one does: a socket that says nothing is given up. */
const PING_MS = 20_000;
/** What an agent takes on at once; asking for it bounds how often it has to ask. */
const AT_ONCE = 10;
export const TYPE = "bench.task";

/** How many tasks are to be done, and when that is none. */
export interface Left {
  count: number;
  over: Promise<void>;
}
interface Assignment {
  jobId: string;
  attempt: number;
}

/** An agent with a handler that is done at once. */
export class SimulatedAgent {
  readonly #http: HttpClient;
  readonly #socket: WebSocket;
  readonly #ping: NodeJS.Timeout;
  #word = Promise.withResolvers<void>();

  private constructor(http: HttpClient, socket: WebSocket) {
    this.#http = http;
    this.#socket = socket;
    socket.on("message", (data) => {
      if (String(data) !== "pong") this.#word.resolve();
    });
    this.#ping = setInterval(() => socket.send("ping"), PING_MS);
  }

  static async enrol(product: Product, http: HttpClient, at: number): Promise<SimulatedAgent> {
    const { token } = await product.mutate<{ token: string }>("devices.createEnrollment", { kind: "agent" });
    const from = http.with({ "cf-connecting-ip": `198.51.100.${at % 200}` });
    const input = { token, name: `agent-${at}`, capabilities: { kinds: ["task"], types: [TYPE] } };
    const { accessToken } = JSON.parse(await from.send("/trpc/device.enroll", input)).result.data;
    const headers = { authorization: `Bearer ${accessToken}` };
    const socket = new WebSocket(`${product.url.replace("http", "ws")}/live/device`, { headers });
    await once(socket, "open");
    return new SimulatedAgent(http.with(headers), socket);
  }

  /** Does what it is given until all is done; where there is nothing it waits to be told. */
  async work(
    left: Left,
    onDone: (jobId: string) => void,
    onStarted: (jobId: string) => void = () => {},
  ): Promise<void> {
    while (left.count > 0) {
      const given = await this.#next();
      for (const { jobId } of given) onStarted(jobId);
      for (const { jobId, attempt } of given) {
        await this.#http.send("/trpc/device.report", { jobId, attempt, seq: 1, status: "completed" });
        onDone(jobId);
      }
      if (given.length === 0) await Promise.race([this.#told(), left.over]);
    }
  }

  async #next(): Promise<Assignment[]> {
    return JSON.parse(await this.#http.send("/trpc/device.next", { max: AT_ONCE })).result.data.assignments;
  }

  async #told(): Promise<void> {
    await this.#word.promise;
    this.#word = Promise.withResolvers<void>();
  }

  leave(): void {
    clearInterval(this.#ping);
    this.#socket.close(1000);
  }
}
