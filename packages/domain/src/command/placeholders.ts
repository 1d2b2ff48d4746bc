/** A placeholder of a variable: its name in double braces, without spaces. */
export const PLACEHOLDER = /\{\{([A-Za-z_][A-Za-z0-9_]{0,63})\}\}/g;

/** The names of a text's placeholders, in their order, as often as they stand there. */
export function namesIn(text: string): string[] {
  return Array.from(text.matchAll(PLACEHOLDER), ([, name = ""]) => name);
}

/** A copy of a JSON value with every text in it changed; `path` is the text's place, in dots. */
export function mapTexts(value: unknown, change: (text: string, path: string) => string, path = ""): unknown {
  if (typeof value === "string") return change(value, path);
  if (value === null || typeof value !== "object") return value;
  const below = (key: string | number) => (path ? `${path}.${key}` : `${key}`);
  if (Array.isArray(value)) return value.map((each, index) => mapTexts(each, change, below(index)));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mapTexts(each, change, below(key))]));
}
