const PREFIX = "fieldline.tech.";

/** Keeps a value on this phone. Where storage is closed or full it is kept for this visit only. */
export function keep(key: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + key, text);
    visit.delete(key);
  } catch {
    visit.set(key, text);
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

/** Takes everything from this phone whose key is asked for. */
export function forget(isMeant: (key: string) => boolean): void {
  for (const key of visit.keys()) if (isMeant(key)) visit.delete(key);
  try {
    for (const stored of Object.keys(localStorage))
      if (stored.startsWith(PREFIX) && isMeant(stored.slice(PREFIX.length))) localStorage.removeItem(stored);
  } catch {
    // Where storage is closed there was only the visit's copy.
  }
}

/** What the phone's storage would not take. */
const visit = new Map<string, string>();

function stored(key: string) {
  try {
    return visit.get(key) ?? localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
