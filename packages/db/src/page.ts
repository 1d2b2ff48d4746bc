import { DomainError } from "@fieldline/domain/errors";

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

type Key = (string | number)[];
interface KeyTypes {
  string: string;
  number: number;
}

/** A page from one row more than it holds: the extra row only tells that there is more. */
export function pageOf<Row, Item>(
  rows: Row[],
  { limit, keyOf, itemOf }: { limit: number; keyOf: (row: Row) => Key; itemOf: (row: Row) => Item },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(itemOf),
    nextCursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null,
  };
}

export function encodeCursor(key: Key): string {
  return btoa(encodeURIComponent(JSON.stringify(key)));
}

/** The key inside a cursor; throws INVALID_INPUT for one that this server did not make for this list. */
export function decodeCursor<const T extends (keyof KeyTypes)[]>(
  cursor: string,
  types: T,
): { [I in keyof T]: KeyTypes[T[I]] } {
  try {
    const key: unknown = JSON.parse(decodeURIComponent(atob(cursor)));
    if (Array.isArray(key) && key.length === types.length && types.every((type, at) => typeof key[at] === type))
      return key as { [I in keyof T]: KeyTypes[T[I]] };
  } catch {}
  throw new DomainError("INVALID_INPUT", "This cursor is not of this list. Start again from the first page.", {
    issues: [{ path: "cursor", message: "This cursor is not of this list." }],
  });
}
