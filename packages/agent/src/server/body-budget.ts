/** Calls of one turn travel in one request; the server takes 256 kB a request. */
const MAX_BYTES_PER_REQUEST = 150_000;

/** Spreads large bodies over turns, so that a batch never grows beyond what the server takes. */
export class BodyBudget {
  #bytesThisTurn = 0;
  #nextTurn: Promise<void> | undefined;

  /** Resolves in a turn that has room for `body`. */
  async admit(body: unknown): Promise<void> {
    const bytes = Buffer.byteLength(JSON.stringify(body));
    while (this.#bytesThisTurn > 0 && this.#bytesThisTurn + bytes > MAX_BYTES_PER_REQUEST) await this.#nextTurn;
    this.#bytesThisTurn += bytes;
    this.#nextTurn ??= new Promise((resolve) =>
      setTimeout(() => {
        this.#bytesThisTurn = 0;
        this.#nextTurn = undefined;
        resolve();
      }, 5),
    );
  }
}
