interface Plan {
  fresh: string[];
  known: string[];
}

interface ImportPlanProps {
  templates: Plan;
  handlers: Plan;
  onConflict: "skip" | "newVersion" | "refuse";
}

const KNOWN_WORDS: Record<ImportPlanProps["onConflict"], string> = {
  skip: "is here, stays as it is",
  newVersion: "is here, gets a new version",
  refuse: "is here",
};

/** What an import would do, by name. */
export function ImportPlan({ templates, handlers, onConflict }: ImportPlanProps) {
  const kinds = [
    { kind: "Template", plan: templates },
    { kind: "Handler", plan: handlers },
  ];
  const lines = kinds.flatMap(({ kind, plan }) => [
    ...plan.fresh.map((name) => ({ kind, name, words: "is new" })),
    ...plan.known.map((name) => ({ kind, name, words: KNOWN_WORDS[onConflict] })),
  ]);
  if (lines.length === 0) return <p className="text-muted">There is nothing in this file.</p>;
  return (
    <ul aria-label="What the file would do" className="max-h-64 overflow-y-auto rounded-md border border-line">
      {lines.map(({ kind, name, words }) => (
        <li key={`${kind} ${name}`} className="flex flex-wrap gap-x-3 border-b border-line px-3 py-1.5 last:border-0">
          <span className="w-20 text-muted">{kind}</span>
          <span className="min-w-0 flex-1 font-mono text-[.93em] wrap-anywhere">{name}</span>
          <span className={words === "is new" ? "text-ok" : "text-muted"}>{words}</span>
        </li>
      ))}
    </ul>
  );
}
