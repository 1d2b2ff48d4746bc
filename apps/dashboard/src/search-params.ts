/** Reads an address's search as plain texts: "007" stays a text and never becomes a number. */
export function parseSearchParams(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes what is there as plain texts; commas stay readable. */
export function stringifySearchParams(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  }
  const text = params.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}
