/** What a procedure of the fake server refuses with. */
export class Refusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly details: Record<string, unknown>;
  constructor(status: number, reason: string, details: Record<string, unknown> = {}) {
    super(`refused: ${reason}`);
    this.status = status;
    this.reason = reason;
    this.details = details;
  }

  toWire() {
    const { status, reason, details, message } = this;
    return { error: { message, code: -32_000, data: { code: reason, httpStatus: status, reason, details } } };
  }
}
