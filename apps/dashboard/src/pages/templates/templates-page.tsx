import type { Template } from "@fieldline/domain/template";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button, buttonClass } from "../../components/button.tsx";
import { CalmSearch } from "../../components/calm-search.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { Segmented } from "../../components/segmented.tsx";
import { useCan } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { byCategory } from "./by-category.ts";
import { LibrarySkeleton } from "./library-skeleton.tsx";
import { LibraryTabs } from "./library-tabs.tsx";
import { TemplateLine } from "./template-line.tsx";
import type { TemplatesSearch } from "./templates-search.ts";
import { useExport } from "./use-export.ts";

const KINDS = [
  { value: "all", label: "All" },
  { value: "command", label: "Commands" },
  { value: "task", label: "Tasks" },
  { value: "probe", label: "Probes" },
] as const;

const ImportDialog = lazy(() => import("./import-dialog.tsx").then((it) => ({ default: it.ImportDialog })));

/** The templates by category. */
export function TemplatesPage() {
  const { q, kind } = useSearch({ from: "/templates" });
  const navigate = useNavigate();
  const api = useTRPC();
  const can = useCan();
  const query = useQuery({
    ...api.templates.list.queryOptions({ ...(q && { search: q }), ...(kind && { kind }) }),
    placeholderData: keepPreviousData,
  });
  const exported = useExport();
  const [isImporting, setIsImporting] = useState(false);
  const templates: Template[] = query.data?.items ?? [];
  const change = (next: TemplatesSearch) =>
    void navigate({
      to: "/templates",
      search: { ...(next.q && { q: next.q }), ...(next.kind && { kind: next.kind }) },
      replace: true,
    });
  const search = (text: string) => change({ q: text, kind } as TemplatesSearch);
  const hasRuns = templates.some((each) => each.kind !== "command");
  const newTemplate = can("templates.create") && (
    <Link to="/templates/new" className={buttonClass("primary")}>
      New template
    </Link>
  );
  return (
    <>
      <PageHeader title="Templates">
        {can("templates.import") && <Button onClick={() => setIsImporting(true)}>Import</Button>}
        <Button onClick={() => exported.mutate(undefined)} disabled={exported.isPending || templates.length === 0}>
          Export all
        </Button>
        {newTemplate}
      </PageHeader>
      <LibraryTabs />
      <div className="mt-3.5 mb-3 flex flex-wrap items-center gap-3">
        <CalmSearch
          label="Search templates"
          placeholder="Name, category or what it does"
          text={q ?? ""}
          onSearch={search}
        />
        <Segmented
          label="Kind"
          value={kind ?? "all"}
          options={KINDS}
          onChange={(chosen) => change({ q, kind: chosen === "all" ? undefined : chosen } as TemplatesSearch)}
        />
      </div>
      {query.isPending && <LibrarySkeleton what="templates" />}
      {query.isLoadingError && (
        <div className="rounded-md border border-line bg-surface">
          <ErrorState
            what="Templates"
            error={query.error}
            onRetry={() => query.refetch()}
            isRetrying={query.isFetching}
          />
        </div>
      )}
      {query.isSuccess && templates.length === 0 && (
        <div className="rounded-md border border-line bg-surface">
          {q || kind ? (
            <EmptyState
              title="No template matches"
              action={<Button onClick={() => change({})}>Clear the search</Button>}
            >
              {q
                ? `No ${kind ?? ""} template has “${q}” in its name, category or description.`.replace("  ", " ")
                : `There is no ${kind} template yet.`}
            </EmptyState>
          ) : (
            <EmptyState title="No templates yet" action={newTemplate}>
              A template is a job with variables: written once, run on one device or on the whole fleet, taken by
              agents, or measured on a schedule.
            </EmptyState>
          )}
        </div>
      )}
      <div className="grid gap-4">
        {byCategory(templates).map(({ category, items }) => (
          <section key={category} aria-label={category}>
            <h2 className="mb-1.5 text-[13px] font-semibold text-muted">{category}</h2>
            <ul className="rounded-md border border-line bg-surface">
              {items.map((template) => (
                <TemplateLine key={template.id} template={template} hasRuns={hasRuns} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Suspense>
        {isImporting && (
          <ImportDialog
            onClose={() => {
              setIsImporting(false);
              focusAfterDialog();
            }}
          />
        )}
      </Suspense>
    </>
  );
}
