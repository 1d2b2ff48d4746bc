/** What the address of the templates holds. */
export interface TemplatesSearch {
  q?: string;
}

export function readTemplatesSearch(raw: Record<string, unknown>): TemplatesSearch {
  return typeof raw.q === "string" && raw.q.trim() ? { q: raw.q.slice(0, 200) } : {};
}
