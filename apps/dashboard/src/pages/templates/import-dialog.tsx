import { errorOf } from "@fieldline/client/errors";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { Field } from "../../components/field.tsx";
import { Modal } from "../../components/modal.tsx";
import { notify } from "../../toasts/notify.ts";
import { type LibraryFile, planOf, readLibraryFile } from "./import-plan.ts";
import { ImportPlan } from "./import-plan-view.tsx";

const CONFLICTS = [
  { value: "skip", label: "Keep what is here" },
  { value: "newVersion", label: "Make new versions" },
  { value: "refuse", label: "Import nothing" },
] as const;
type OnConflict = (typeof CONFLICTS)[number]["value"];

const total = (
  counts: { created: number; updated: number; skipped: number }[],
  of: "created" | "updated" | "skipped",
) => counts.reduce((sum, each) => sum + each[of], 0);

/** Takes over templates and handlers from a file, after it has been shown what that does. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const templates = useQuery(api.templates.list.queryOptions({}));
  const handlers = useQuery(api.handlers.list.queryOptions());
  const [file, setFile] = useState<LibraryFile>();
  const [fault, setFault] = useState<string>();
  const [onConflict, setOnConflict] = useState<OnConflict>("skip");
  const take = useMutation(
    api.templates.import.mutationOptions({
      onSuccess: (done) => {
        void cache.invalidateQueries({ queryKey: api.templates.pathKey() });
        void cache.invalidateQueries({ queryKey: api.handlers.pathKey() });
        const counts = [done.templates, done.handlers];
        notify({
          tone: "success",
          title: "Imported",
          description: `${total(counts, "created")} new, ${total(counts, "updated")} changed, ${total(counts, "skipped")} left as they were.`,
        });
        onClose();
      },
    }),
  );
  const read = async (chosen: File | undefined) => {
    setFile(undefined);
    setFault(undefined);
    take.reset();
    if (!chosen) return;
    const result = readLibraryFile(await chosen.text());
    if (result.ok) setFile(result.file);
    else setFault(result.message);
  };
  const plans = file && {
    templates: planOf(
      file.templates.map(({ slug }) => slug),
      new Set(templates.data?.items.map(({ slug }) => slug)),
    ),
    handlers: planOf(
      file.handlers.map(({ name }) => name),
      new Set(handlers.data?.items.map(({ name }) => name)),
    ),
  };
  const hasKnown = plans !== undefined && plans.templates.known.length + plans.handlers.known.length > 0;
  const failure = take.error && errorOf(take.error);
  return (
    <Modal
      open
      isWide
      onOpenChange={(open) => !open && onClose()}
      title="Import templates"
      description="From a file that was exported here or on another server."
    >
      <form
        noValidate
        aria-label="Import templates"
        onSubmit={(event) => {
          event.preventDefault();
          if (file) take.mutate({ file: file as never, onConflict });
        }}
        className="grid gap-4"
      >
        <Field label="File" error={fault}>
          {(control) => (
            <input
              {...control}
              data-starts-here
              type="file"
              accept=".json,application/json"
              onChange={({ target }) => void read(target.files?.[0])}
              className="w-full rounded-md border border-control bg-surface p-1.5 text-text file:mr-3 file:cursor-pointer file:rounded-sm file:border-0 file:bg-idle-weak file:px-3 file:py-1.5 file:font-medium file:text-text"
            />
          )}
        </Field>
        {plans && <ImportPlan templates={plans.templates} handlers={plans.handlers} onConflict={onConflict} />}
        {hasKnown && (
          <ChoiceChips
            legend="What is here already"
            name="conflict"
            value={onConflict}
            options={CONFLICTS}
            onChange={setOnConflict}
          />
        )}
        {failure && (
          <div role="alert" className="grid gap-1 text-bad">
            <p>{failure.message}</p>
            {failure.issues.slice(0, 8).map(({ path, message }) => (
              <p key={path} className="wrap-anywhere">
                <span className="font-mono text-[.93em]">{path.replace(/^file\./, "")}</span>: {message}
              </p>
            ))}
          </div>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            tone="primary"
            disabled={!file || take.isPending || (hasKnown && onConflict === "refuse")}
          >
            {take.isPending ? "Importing…" : "Import"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
