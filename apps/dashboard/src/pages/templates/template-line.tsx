import type { Template } from "@fieldline/domain/template";
import { formatQuantity } from "@fieldline/ui/format";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../components/moment.tsx";
import { Tag } from "../../components/tag.tsx";
import { useCan } from "../../session/use-me.ts";
import { RunLink } from "./run-link.tsx";
import { ShippedMark } from "./shipped-mark.tsx";

const KIND_WORDS = { command: "Command", task: "Task", probe: "Probe" } as const;

/** How much it asks of whoever runs it: a task by its schema is asked for inputs, all others for variables. */
function askedWords(template: Template): string {
  const inputs = template.kind === "task" ? Object.keys(template.spec.inputSchema?.properties ?? {}).length : 0;
  if (inputs > 0) return formatQuantity(inputs, "input");
  const { length } = template.variables;
  if (length > 0) return formatQuantity(length, "variable");
  return template.kind === "task" ? "no inputs" : "no variables";
}

/** One template: what it is for, what it asks, how old it is. The whole line opens it. */
export function TemplateLine({ template, hasRuns }: { template: Template; hasRuns: boolean }) {
  const { slug, name, kind, description, version, isShipped, updatedAt } = template;
  const can = useCan();
  return (
    <li className="relative flex min-h-15 flex-wrap items-center gap-x-5 gap-y-1 border-b border-line px-3.5 py-2.5 last:border-0 hover:bg-hover has-[a:focus-visible]:bg-accent-weak">
      <div className="min-w-52 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-0.5">
          <Link
            to="/templates/$slug"
            params={{ slug }}
            className="font-[550] text-text no-underline wrap-anywhere after:absolute after:inset-0 after:content-['']"
          >
            {name}
          </Link>
          <span className="font-mono text-[12.5px] text-muted">{slug}</span>
          <Tag>{KIND_WORDS[kind]}</Tag>
          {isShipped && <ShippedMark />}
        </p>
        {description && <p className="mt-0.5 max-w-prose text-[13px] text-muted">{description}</p>}
      </div>
      <p className="flex gap-x-5 text-[13px] whitespace-nowrap text-muted max-sm:w-full">
        <span className="sm:w-24">{askedWords(template)}</span>
        <span className="sm:w-20">version {version}</span>
        <Moment at={updatedAt} className="sm:w-18 sm:text-right" />
      </p>
      {hasRuns && (
        <span className="w-25 text-right max-sm:w-full max-sm:text-left">
          {kind !== "command" && can("jobs.create") && <RunLink template={template} className="relative z-[1]" />}
        </span>
      )}
    </li>
  );
}
