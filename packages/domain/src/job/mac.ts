/** A MAC address in one form, lower-case pairs with colons, from any separators or none; undefined when it is none. */
export function normaliseMac(text: string): string | undefined {
  const hex = text
    .trim()
    .replace(/[\s:.-]/g, "")
    .toLowerCase();
  if (!/^[0-9a-f]{12}$/.test(hex)) return undefined;
  return hex.match(/../g)?.join(":");
}
