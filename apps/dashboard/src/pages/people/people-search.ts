/** What the address of the people holds: a part of a name or an e-mail. */
export interface PeopleSearch {
  q?: string;
}

export function readPeopleSearch(raw: Record<string, unknown>): PeopleSearch {
  return { q: typeof raw.q === "string" && raw.q.trim() ? raw.q.slice(0, 200) : undefined };
}
