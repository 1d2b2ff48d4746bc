import { useMemo, useState } from "react";
import { fillTemplate } from "../../commands/fill-template.ts";
import { FilledPreview } from "../../commands/filled-preview.tsx";
import { VariablesForm } from "../../commands/variables-form.tsx";
import { Card } from "../../components/card.tsx";
import type { TemplateReading } from "./read-template.ts";

/** How the document looks on a device, with values to try, from what is typed and not yet saved. */
export function PreviewCard({ reading: { document, variables } }: { reading: TemplateReading }) {
  const [values, setValues] = useState<Record<string, string>>({});
  const filled = useMemo(() => document && fillTemplate(document, variables, values), [document, variables, values]);
  return (
    <Card title="Preview">
      <div className="grid gap-3.5 p-3.5">
        <VariablesForm
          variables={variables.filter(({ name }) => name)}
          values={values}
          errors={Object.keys(values).length > 0 && filled ? filled.errors : {}}
          onChange={setValues}
        />
        {filled ? (
          <FilledPreview filled={filled} isOpen />
        ) : (
          <p className="text-muted">The preview is back as soon as the document is JSON again.</p>
        )}
      </div>
    </Card>
  );
}
