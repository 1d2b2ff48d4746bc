import type { DependencyNode as Node } from "@fieldline/domain/dependency-graph";
import { Link } from "@tanstack/react-router";
import { StatusChip } from "../../../components/status-chip.tsx";

interface DependencyNodeProps {
  node: Node;
  isThis: boolean;
  /** By name, what it waits for. */
  waitsFor: readonly string[];
  /** Whether its place says as much. */
  isPlain: boolean;
}

/** One job of the graph: its name, how it stands, and what it comes after. */
export function DependencyNode({ node: { id, name, status }, isThis, waitsFor, isPlain }: DependencyNodeProps) {
  const after =
    waitsFor.length > 0 ? `after ${waitsFor.slice(0, 3).join(", ")}${more(waitsFor.length - 3)}` : undefined;
  return (
    <li
      aria-current={isThis ? "true" : undefined}
      className="min-w-0 rounded-md border border-line bg-raised px-2.5 py-1.5 aria-[current]:border-accent aria-[current]:bg-accent-weak max-w-full sm:max-w-80 lg:w-40"
    >
      <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
        {status && <StatusChip status={status} />}
        {isThis && (
          <span title={name} className="min-w-0 truncate font-semibold">
            {name}
          </span>
        )}
        {!isThis && status && (
          <Link
            to="/jobs/$jobId"
            params={{ jobId: id }}
            title={name}
            className="min-w-0 truncate py-0.5 text-text underline decoration-line-strong underline-offset-2 hover:text-accent"
          >
            {name}
          </Link>
        )}
        {!isThis && !status && <span className="text-muted">{name}</span>}
      </div>
      {after && <p className={isPlain ? "sr-only" : "mt-0.5 truncate text-[12.5px] text-muted"}>{after}</p>}
    </li>
  );
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : "";
}
