/** Writes an unexpected error to the log, without the values of a statement that failed: they may be secrets. */
export function reportError(what: string, error: unknown): void {
  console.error(`${what}:`, withoutValues(error));
}

function withoutValues(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, stack = "", cause } = error;
  // The database library puts them into the message, the stack and a field of its own.
  const message = error.message.replace(/\nparams: [\s\S]*$/, "");
  const told = new Error(message, cause === undefined ? {} : { cause: withoutValues(cause) });
  told.name = name;
  told.stack = [`${name}: ${message}`, ...stack.split("\n").filter((line) => /^ +at /.test(line))].join("\n");
  return told;
}
