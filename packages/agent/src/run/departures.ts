const GAP_MS = 100;

/** Moments at which everything that may wait a little leaves together, and so travels in few requests. */
export class Departures {
  #next: Promise<void> | undefined;

  next(): Promise<void> {
    this.#next ??= new Promise((resolve) =>
      setTimeout(
        () => {
          this.#next = undefined;
          resolve();
        },
        GAP_MS - (Date.now() % GAP_MS),
      ),
    );
    return this.#next;
  }
}
