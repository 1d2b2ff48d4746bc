import type { Template } from "@fieldline/domain/template";
import { checkVariables } from "@fieldline/domain/variables";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { VariablesForm } from "../../commands/variables-form.tsx";
import { Button, buttonClass } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { CardSkeleton } from "../../components/card-skeleton.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { draftKey } from "../../session/drafts.ts";
import { useMe } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { draftOfTemplate } from "./draft-of-template.ts";
import { ProbeForm } from "./probe-form.tsx";

interface ProbeOfTemplateProps {
  slug: string;
  /** As the parameters of an address; undefined where nobody was asked yet. */
  values: string | undefined;
}

/** A probe of a template: first the values that it asks for, then its form with everything filled in. */
export function ProbeOfTemplatePage({ slug, values: given }: ProbeOfTemplateProps) {
  const values = Object.fromEntries(new URLSearchParams(given ?? ""));
  const api = useTRPC();
  const me = useMe();
  const { data, isError } = useQuery(api.templates.get.queryOptions({ id: slug }, { retry: false }));
  const template = data as Template | undefined;
  if (isError || (template && template.kind !== "probe"))
    return (
      <>
        <PageHeader title="New probe" />
        <div className="mt-4 rounded-md border border-line bg-surface">
          <EmptyState
            title="There is no such template of probes"
            action={
              <Link to="/jobs/new" search={{}} className={buttonClass("primary")}>
                Start with an empty form
              </Link>
            }
          >
            “{slug}” may have been deleted, or it makes jobs of another kind.
          </EmptyState>
        </div>
      </>
    );
  if (!template || !me)
    return (
      <div role="status" aria-label="Loading the template" className="mt-4 grid max-w-[1040px] gap-3">
        <CardSkeleton className="h-48" />
      </div>
    );
  const checked = checkVariables(template.variables, values);
  const isAsked = template.variables.length > 0 && (given === undefined || !checked.ok);
  const title = `New probe: ${template.name}`;
  if (isAsked || !checked.ok)
    return (
      <>
        <PageHeader title={title} />
        <Values template={template} start={values} />
      </>
    );
  const key = draftKey(me.id, `new-probe.${slug}.${given ?? ""}`);
  return (
    <>
      <PageHeader title={title} />
      <ProbeForm
        key={key}
        draftKey={key}
        start={draftOfTemplate(template.spec.probe, checked.values)}
        origin={{ templateId: template.id, variables: values }}
      />
    </>
  );
}

function Values({ template, start }: { template: Template; start: Record<string, string> }) {
  const navigate = useNavigate();
  const [values, setValues] = useState(start);
  const [isTried, setIsTried] = useState(false);
  const checked = checkVariables(template.variables, values);
  const errors = checked.ok ? {} : Object.fromEntries(checked.issues.map((each) => [each.path, each.message]));
  return (
    <form
      noValidate
      aria-label="Values of the template"
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (checked.ok)
          void navigate({
            to: "/jobs/new",
            search: { template: template.slug, values: new URLSearchParams(values).toString() },
          });
      }}
      className="mt-4 max-w-[1040px]"
    >
      <Card title="Values">
        <div className="grid gap-4 p-3.5">
          {template.description && <p className="text-muted">{template.description}</p>}
          <VariablesForm
            variables={template.variables}
            values={values}
            errors={isTried ? errors : {}}
            onChange={setValues}
          />
          <div className="flex justify-end">
            <Button type="submit" tone="primary">
              Fill in the form
            </Button>
          </div>
        </div>
      </Card>
    </form>
  );
}
