import { Agent, request } from "node:http";

/** An HTTP client that costs little beside what it measures. */
export class HttpClient {
  readonly #agent: Agent;
  readonly #url: string;
  readonly #headers: Record<string, string>;

  constructor(
    url: string,
    headers: Record<string, string> = {},
    agent = new Agent({ keepAlive: true, maxSockets: 64 }),
  ) {
    this.#url = url;
    this.#headers = headers;
    this.#agent = agent;
  }

  /** The same connections, with headers beside its own. */
  with(headers: Record<string, string>): HttpClient {
    return new HttpClient(this.#url, { ...this.#headers, ...headers }, this.#agent);
  }

  /** Sends `body` as JSON by POST, or asks by GET where there is none; throws on any status but the expected one. */
  send(path: string, body?: unknown, expected = 200): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const content =
      text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
    const headers = { ...this.#headers, ...content };
    const sent = request(`${this.#url}${path}`, {
      agent: this.#agent,
      method: text === undefined ? "GET" : "POST",
      headers,
    });
    sent.on("error", reject);
    sent.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode === expected) resolve(answer);
        else reject(new Error(`${path} answered ${response.statusCode}: ${answer.slice(0, 500)}`));
      });
    });
    sent.end(text);
    return promise;
  }

  close(): void {
    this.#agent.destroy();
  }
}
