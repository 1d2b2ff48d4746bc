import { PageHeader } from "../../shell/page-header.tsx";
import { HandlerForm } from "./handler-form.tsx";
import { useHandlerForm } from "./use-handler-form.ts";

/** A handler that is not there yet. */
export function NewHandlerPage() {
  const form = useHandlerForm(undefined);
  return (
    <>
      <PageHeader title="New handler" />
      <HandlerForm form={form} isNew isReadOnly={false} />
    </>
  );
}
