import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { Lost } from "./lost-reason.ts";

const FOUND_MS = 30_000;
const NOT_FOUND_MS = 5_000;

type LookUp = (name: string) => Promise<string[]>;

async function systemLookUp(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}

/**
 * Resolves one probe's host by this machine's resolver, and remembers the answer for some seconds: so a slow DNS is
 * no part of a measurement, and a changed address is followed.
 */
export class HostName {
  readonly #host: string;
  readonly #lookUp: LookUp;
  #underWay: Promise<string[]> | undefined;
  #until = 0;

  constructor(host: string, lookUp: LookUp = systemLookUp) {
    this.#host = host;
    this.#lookUp = lookUp;
  }

  /** Whether an answer is waited for. */
  get isAsking(): boolean {
    return this.#until === Number.POSITIVE_INFINITY;
  }

  /** Its addresses, one at least. Throws Lost where there is none. */
  addresses(now: number): Promise<string[]> {
    if (isIP(this.#host.replace(/%.*/, ""))) return Promise.resolve([this.#host]);
    if (!this.#underWay || now >= this.#until) this.#ask(now);
    return this.#underWay ?? Promise.reject(new Lost("the name could not be looked up"));
  }

  #ask(now: number): void {
    this.#until = Number.POSITIVE_INFINITY;
    this.#underWay = this.#lookUp(this.#host).then(
      (addresses) => {
        this.#until = now + (addresses.length > 0 ? FOUND_MS : NOT_FOUND_MS);
        if (addresses.length === 0) throw new Lost("the name does not resolve");
        return addresses;
      },
      (error: unknown) => {
        this.#until = now + NOT_FOUND_MS;
        throw error;
      },
    );
    this.#underWay.catch(() => {});
  }
}
