import type { CommandTemplate } from "@fieldline/domain/template";
import { skipToken, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { buttonClass } from "../../components/button.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { RolloutForm } from "./rollout-form.tsx";

/** Starts a rollout: what, where, how fast, and what stops it. */
export function NewRolloutPage() {
  const search = useSearch({ from: "/rollouts/new" });
  const api = useTRPC();
  const [chosen, setChosen] = useState<CommandTemplate>();
  const wanted = useQuery(api.templates.get.queryOptions(search.template ? { id: search.template } : skipToken));
  const template = chosen ?? (wanted.data?.kind === "command" ? wanted.data : undefined);
  return (
    <div className="max-w-245">
      <PageHeader title="New rollout">
        <Link to="/rollouts" className={buttonClass()}>
          All rollouts
        </Link>
      </PageHeader>
      {wanted.error && !chosen && (
        <p role="alert" className="mt-2 text-bad">
          There is no template “{search.template}”. Choose another one.
        </p>
      )}
      <RolloutForm search={search} template={template} onTemplate={setChosen} />
    </div>
  );
}
