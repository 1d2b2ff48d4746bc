const PREFIX = "fieldline.tech.";

/** Keeps a value on this phone. Where storage is closed or full it is kept for this visit only. */
export function keep(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  visit.set(key, text);
  try {
    localStorage.setItem(PREFIX + key, text);
  } catch {
    // The visit's copy has to do.
  }
}

/** What was kept under a key, if it still has the shape that is asked for. */
export function kept<Value>(key: string, isValid: (value: unknown) => value is Value): Value | null {
  try {
    const value: unknown = JSON.parse(stored(key) ?? "null");
    return isValid(value) ? value : null;
  } catch {
    return null;
  }
}

const visit = new Map<string, string>();

function stored(key: string) {
  try {
    return localStorage.getItem(PREFIX + key) ?? visit.get(key);
  } catch {
    return visit.get(key);
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
