import { Agent, request } from "node:http";

/** An HTTP client that costs little beside what it measures. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** Sends `body` as JSON by POST, or asks by GET where there is none; throws on any status but 200. */
  send(path: string, body?: unknown): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers =
      text === undefined ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
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
        if (response.statusCode === 200) resolve(answer);
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
