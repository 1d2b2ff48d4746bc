import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { RunDialog } from "../../commands/run-dialog.tsx";
import { Button, buttonClass } from "../../components/button.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { useCan } from "../../session/use-me.ts";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { VersionDialog } from "../../versions/version-dialog.tsx";
import { VersionsCard } from "../../versions/versions-card.tsx";
import { RunLink } from "../templates/run-link.tsx";
import { ShippedMark } from "../templates/shipped-mark.tsx";
import { useExport } from "../templates/use-export.ts";
import { DeleteTemplateDialog } from "./delete-template-dialog.tsx";
import type { TemplateDetail } from "./template-detail.ts";
import { draftOfTemplate, jsonText } from "./template-draft.ts";
import { TemplateForm } from "./template-form.tsx";
import { useTemplateForm } from "./use-template-form.ts";

/** A template that is there: its form, its versions, and trying it out. */
export function TemplateView({ template }: { template: TemplateDetail }) {
  usePageTitle(template.name);
  const api = useTRPC();
  const can = useCan();
  const navigate = useNavigate();
  const exported = useExport();
  const form = useTemplateForm(template);
  const [asked, setAsked] = useState<"test" | "delete">();
  const [viewed, setViewed] = useState<number>();
  const old = useQuery(
    api.templates.get.queryOptions(
      { id: template.id, version: viewed ?? template.version },
      { enabled: viewed !== undefined },
    ),
  );
  const isReadOnly = !can("templates.update");
  const close = () => {
    setAsked(undefined);
    setViewed(undefined);
    focusAfterDialog();
  };
  const restore = () => {
    if (!old.data) return;
    const {
      slug: _slug,
      name: _name,
      category: _category,
      description: _words,
      ...content
    } = draftOfTemplate(old.data);
    form.change(content);
    close();
  };
  return (
    <>
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-[20px] leading-tight font-[650] tracking-[-.01em] wrap-anywhere">{template.name}</h1>
          <span className="font-mono text-[13px] text-muted">{template.slug}</span>
          <span className="text-muted">
            {template.kind} · version {template.version}
          </span>
          {template.isShipped && <ShippedMark />}
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => exported.mutate(template)} disabled={exported.isPending}>
            Export
          </Button>
          {can("templates.delete") && (
            <Button tone="danger" onClick={() => setAsked("delete")}>
              Delete
            </Button>
          )}
          {can("rollouts.create") && template.kind === "command" && (
            <Link
              to={"/rollouts/new" as string}
              search={{ template: template.slug } as never}
              className={buttonClass()}
            >
              Roll out
            </Link>
          )}
          {can("jobs.create") && template.kind === "command" && (
            <Button
              tone="primary"
              disabled={form.isDirty}
              title={form.isDirty ? "Save first: what runs is the saved version." : undefined}
              onClick={() => setAsked("test")}
            >
              Test on one device
            </Button>
          )}
          {can("jobs.create") && template.kind !== "command" && <RunLink template={template} tone="primary" />}
        </div>
      </div>
      <TemplateForm
        form={form}
        isNew={false}
        isReadOnly={isReadOnly}
        aside={<VersionsCard versions={template.versions} current={template.version} onView={setViewed} />}
      />
      {asked === "test" && template.kind === "command" && <RunDialog template={template} onClose={close} />}
      {asked === "delete" && (
        <DeleteTemplateDialog
          template={template}
          onClose={close}
          onDeleted={() => void navigate({ to: "/templates", ignoreBlocker: true })}
        />
      )}
      {viewed !== undefined && (
        <VersionDialog
          version={viewed}
          query={old}
          language="json"
          text={old.data?.version === viewed ? jsonText(contentOf(old.data)) : undefined}
          onRestore={isReadOnly || viewed === template.version ? undefined : restore}
          onClose={close}
        />
      )}
    </>
  );
}

/** What a version runs: of a command its document, of a probe its fields. */
function contentOf({ kind, spec }: TemplateDetail): unknown {
  if (kind === "command") return spec.document;
  return kind === "probe" ? spec.probe : spec;
}
