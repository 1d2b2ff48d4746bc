interface JobErrorOptions extends ErrorOptions {
  /** Whether another attempt may mend it: true unless said otherwise. */
  retryable?: boolean;
}

/** Throw it from a handler to fail the attempt with a code of your own. */
export class JobError extends Error {
  override readonly name = "JobError";
  /** Capital letters, digits and _, such as `FEED_EMPTY`. */
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, { retryable = true, ...options }: JobErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.retryable = retryable;
  }
}

/** By its name, since the module of a handler may have a copy of this library of its own. */
export function isJobError(thrown: unknown): thrown is JobError {
  return thrown instanceof Error && thrown.name === "JobError" && "code" in thrown;
}
