import { useMemo, useState } from "react";
import { fillTemplate } from "../../commands/fill-template.ts";
import { FilledPreview } from "../../commands/filled-preview.tsx";
import { VariablesForm } from "../../commands/variables-form.tsx";
import { Card } from "../../components/card.tsx";
import { fillSpec } from "./fill-spec.ts";
import { FilledJson } from "./filled-json.tsx";
import type { TemplateReading } from "./read-template.ts";

type Values = Record<string, string>;

/** How a job looks with values to try, from what is typed and not yet saved. */
export function PreviewCard({ reading }: { reading: TemplateReading }) {
  const { content, variables } = reading;
  const [values, setValues] = useState<Values>({});
  const filled = useMemo(() => content && fillSpec(content, variables, values), [content, variables, values]);
  const document = content?.kind === "command" ? content.spec.document : undefined;
  const steps = useMemo(() => document && fillTemplate(document, variables, values), [document, variables, values]);
  const errors = steps?.errors ?? filled?.errors ?? {};
  return (
    <Card title="Preview">
      <div className="grid gap-3.5 p-3.5">
        <VariablesForm
          variables={variables.filter(({ name }) => name)}
          values={values}
          errors={Object.keys(values).length > 0 ? errors : {}}
          onChange={setValues}
        />
        {steps && <FilledPreview filled={steps} isOpen />}
        {!steps && filled && <FilledJson filled={filled} />}
        {!content && <p className="text-muted">The preview is back as soon as what is typed is JSON again.</p>}
      </div>
    </Card>
  );
}
