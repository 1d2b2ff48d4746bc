import type { Handler } from "@fieldline/domain/template";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Button, buttonClass } from "../../components/button.tsx";
import { CalmSearch } from "../../components/calm-search.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { useCan } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { LibrarySkeleton } from "../templates/library-skeleton.tsx";
import { LibraryTabs } from "../templates/library-tabs.tsx";
import { HandlerLine } from "./handler-line.tsx";

const holds = (search: string) => (handler: Handler) =>
  `${handler.name} ${handler.description ?? ""}`.toLowerCase().includes(search.toLowerCase());

/** The scripts that a document's steps can run. */
export function HandlersPage() {
  const { q } = useSearch({ from: "/handlers" });
  const navigate = useNavigate();
  const api = useTRPC();
  const can = useCan();
  const query = useQuery(api.handlers.list.queryOptions());
  const all: Handler[] = query.data?.items ?? [];
  const handlers = q ? all.filter(holds(q)) : all;
  const search = (text: string) => void navigate({ to: "/handlers", search: text ? { q: text } : {}, replace: true });
  const newHandler = can("handlers.create") && (
    <Link to="/handlers/new" className={buttonClass("primary")}>
      New handler
    </Link>
  );
  return (
    <>
      <PageHeader title="Handlers">{newHandler}</PageHeader>
      <LibraryTabs />
      <div className="mt-3.5 mb-3 flex flex-wrap items-center gap-3">
        <CalmSearch label="Search handlers" placeholder="Name or what it does" text={q ?? ""} onSearch={search} />
      </div>
      {query.isPending && <LibrarySkeleton what="handlers" />}
      {!query.isPending && (
        <section aria-label="Handlers" className="rounded-md border border-line bg-surface">
          {query.isLoadingError && (
            <ErrorState
              what="Handlers"
              error={query.error}
              onRetry={() => query.refetch()}
              isRetrying={query.isFetching}
            />
          )}
          {query.isSuccess && all.length === 0 && (
            <EmptyState title="No handlers yet" action={newHandler}>
              A handler is a script that steps of a document run by its name. Devices fetch it once and keep it.
            </EmptyState>
          )}
          {all.length > 0 && handlers.length === 0 && (
            <EmptyState
              title="No handler matches"
              action={<Button onClick={() => search("")}>Clear the search</Button>}
            >
              No handler has “{q}” in its name or description.
            </EmptyState>
          )}
          <ul>
            {handlers.map((handler) => (
              <HandlerLine key={handler.id} handler={handler} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
