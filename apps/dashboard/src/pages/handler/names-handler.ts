/** Whether a document runs a handler of the library: in a step, or by the legacy form. */
export function namesHandler(document: unknown, name: string): boolean {
  if (typeof document !== "object" || document === null) return false;
  const { handler, operation, path } = document as Record<string, unknown>;
  const isNamed = (handler === name || operation === name) && !path;
  return isNamed || Object.values(document).some((part) => namesHandler(part, name));
}
