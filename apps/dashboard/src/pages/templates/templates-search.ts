/** What the address of the templates holds. */
export interface TemplatesSearch {
  q?: string;
  kind?: "command" | "task" | "probe";
}

const KINDS = ["command", "task", "probe"] as const;

export function readTemplatesSearch(raw: Record<string, unknown>): TemplatesSearch {
  return {
    q: typeof raw.q === "string" && raw.q.trim() ? raw.q.slice(0, 200) : undefined,
    kind: KINDS.find((kind) => kind === raw.kind),
  };
}
