/** What the address of the templates holds. */
export interface TemplatesSearch {
  q?: string;
  kind?: "command" | "task" | "probe";
}

const KINDS: readonly unknown[] = ["command", "task", "probe"];

export function readTemplatesSearch(raw: Record<string, unknown>): TemplatesSearch {
  return {
    ...(typeof raw.q === "string" && raw.q.trim() && { q: raw.q.slice(0, 200) }),
    ...(KINDS.includes(raw.kind) && { kind: raw.kind as "task" }),
  };
}
