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
import { useCan } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { byCategory } from "./by-category.ts";
import { LibrarySkeleton } from "./library-skeleton.tsx";
import { LibraryTabs } from "./library-tabs.tsx";
import { TemplateLine } from "./template-line.tsx";
import { useExport } from "./use-export.ts";

const ImportDialog = lazy(() => import("./import-dialog.tsx").then((it) => ({ default: it.ImportDialog })));

/** The templates by category. */
export function TemplatesPage() {
  const { q } = useSearch({ from: "/templates" });
  const navigate = useNavigate();
  const api = useTRPC();
  const can = useCan();
  const query = useQuery({
    ...api.templates.list.queryOptions(q ? { search: q } : {}),
    placeholderData: keepPreviousData,
  });
  const exported = useExport();
  const [isImporting, setIsImporting] = useState(false);
  const templates: Template[] = query.data?.items ?? [];
  const search = (text: string) => void navigate({ to: "/templates", search: text ? { q: text } : {}, replace: true });
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
          {q ? (
            <EmptyState
              title="No template matches"
              action={<Button onClick={() => search("")}>Clear the search</Button>}
            >
              No template has “{q}” in its name, category or description.
            </EmptyState>
          ) : (
            <EmptyState title="No templates yet" action={newTemplate}>
              A template is a job document with variables: written once, run on one device or on the whole fleet.
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
                <TemplateLine key={template.id} template={template} />
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
