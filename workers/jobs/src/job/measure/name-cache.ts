type Resolve = (name: string) => Promise<string[]>;

const FOUND_MS = 30_000;
const NOT_FOUND_MS = 5_000;
const MOST_NAMES = 10_000;

/** What the names of an isolate's probes resolved to, for some seconds. */
export class NameCache {
  readonly #known = new Map<string, { addresses: string[]; until: number }>();
  readonly #clock: () => number;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /**
   * Looks names up for one object through this cache. Lookups under way are shared within the object alone: what
   * waits for another object's work may wait for ever.
   */
  resolverBy(lookUp: Resolve): Resolve {
    const underWay = new Map<string, Promise<string[]>>();
    return async (name) => {
      const known = this.#known.get(name);
      if (known && this.#clock() < known.until) return known.addresses;
      const lookup = underWay.get(name) ?? lookUp(name).finally(() => underWay.delete(name));
      underWay.set(name, lookup);
      const addresses = await lookup;
      this.#keep(name, addresses);
      return addresses;
    };
  }

  #keep(name: string, addresses: string[]): void {
    const [oldest] = this.#known.keys();
    if (oldest !== undefined && this.#known.size >= MOST_NAMES) this.#known.delete(oldest);
    this.#known.delete(name);
    this.#known.set(name, { addresses, until: this.#clock() + (addresses.length > 0 ? FOUND_MS : NOT_FOUND_MS) });
  }
}
