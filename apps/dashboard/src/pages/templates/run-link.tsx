import type { Template } from "@fieldline/domain/template";
import { Link } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";

interface RunLinkProps {
  template: Pick<Template, "slug" | "kind" | "name">;
  tone?: "plain" | "primary";
  className?: string;
}

/** Leads to a new job of the template, with its fields filled in. */
export function RunLink({ template: { slug, kind, name }, tone = "plain", className = "" }: RunLinkProps) {
  const [to, words] = kind === "task" ? ["/jobs/new-task", "New task"] : ["/jobs/new", "New probe"];
  return (
    <Link
      to={to as string}
      search={{ template: slug } as never}
      title={`${words} of ${name}`}
      className={`${buttonClass(tone)} ${className}`}
    >
      {words}
    </Link>
  );
}
