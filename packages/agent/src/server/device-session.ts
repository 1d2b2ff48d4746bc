import { callFailureOf, Dismissed } from "./call-failure.ts";
import type { EnrolmentPort, Token } from "./device-port.ts";

const REFRESH_BEFORE_MS = 60_000;

interface SessionOptions {
  port: Pick<EnrolmentPort, "refresh">;
  credentials: { deviceId: string; secret: string };
  /** What it has handlers for: told with the first renewal, since the server may know it by others. */
  types?: string[] | undefined;
  /** The server's time, in epoch ms. */
  now(): number;
}

/** The access token: renewed a minute before it expires, and once where the server refuses it. */
export class DeviceSession {
  readonly #options: SessionOptions;
  #token: Token | undefined;
  #renewing: Promise<Token> | undefined;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #untold: string[] | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#untold = options.types;
  }

  get accessToken(): string {
    return this.#token?.accessToken ?? "";
  }

  /** Makes one call with a good token; throws {@link Dismissed} where the device is not wanted any more. */
  async authorised<T>(act: () => Promise<T>): Promise<T> {
    const token = await this.fresh();
    try {
      return await act();
    } catch (thrown) {
      const { reason } = callFailureOf(thrown);
      if (reason === "DEVICE_REVOKED") throw new Dismissed(reason);
      if (reason !== "UNAUTHENTICATED") throw thrown;
    }
    if (this.#token === token) await this.renew();
    return await act();
  }

  /** A token that holds for a while. A wrong clock of ours makes it ask once a minute at most. */
  async fresh(): Promise<Token> {
    const isYoung = performance.now() - this.#renewedAt < REFRESH_BEFORE_MS;
    if (this.#token && (isYoung || this.#token.expiresAt - this.#options.now() > REFRESH_BEFORE_MS)) return this.#token;
    return this.renew();
  }

  /** The server says that the credentials hold no longer: the next call asks anew, and learns whether it is so. */
  forget(): void {
    this.#token = undefined;
  }

  async renew(): Promise<Token> {
    this.#renewing ??= this.#renew().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renew(): Promise<Token> {
    try {
      const { port, credentials } = this.#options;
      this.#token = await port.refresh({ ...credentials, ...(this.#untold && { types: this.#untold }) });
      this.#untold = undefined;
      this.#renewedAt = performance.now();
      return this.#token;
    } catch (thrown) {
      const { reason } = callFailureOf(thrown);
      if (reason === "DEVICE_REVOKED" || reason === "UNAUTHENTICATED") throw new Dismissed(reason);
      throw thrown;
    }
  }
}
