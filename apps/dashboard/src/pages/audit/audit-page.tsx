import { formatQuantity } from "@fieldline/ui/format";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { buttonClass } from "../../components/button.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { AuditFilters } from "./audit-filters.tsx";
import { AuditList } from "./audit-list.tsx";
import { exportHref, filterOf } from "./audit-query.ts";
import type { AuditSearch } from "./audit-search.ts";
import { namesIn } from "./entity-names.ts";
import { useAuditList } from "./use-audit-list.ts";
import { usePeopleNames } from "./use-people-names.ts";

/** Who did what, filtered by what the address says. */
export function AuditPage() {
  const search = useSearch({ from: "/audit" });
  const navigate = useNavigate();
  const names = usePeopleNames();
  const filter = useMemo(() => filterOf(search), [search]);
  const list = useAuditList(filter);
  const known = useMemo(() => new Map([...namesIn(list.entries), ...names]), [list.entries, names]);
  const change = (next: AuditSearch) => void navigate({ to: "/audit", search: next });
  const { isSuccess, hasNextPage } = list.query;
  const count = list.entries.length;
  return (
    <>
      <PageHeader title="Audit">
        <p role="status" className="mr-1 min-w-24 self-center text-right text-muted">
          {isSuccess && !hasNextPage && formatQuantity(count, "entry", "entries")}
          {isSuccess && hasNextPage && (count > 0 ? `${count}+ entries` : "Searching…")}
        </p>
        <a href={exportHref(filter, "csv")} download className={`${buttonClass()} text-text`}>
          Export CSV
        </a>
        <a href={exportHref(filter, "ndjson")} download className={`${buttonClass()} text-text`}>
          NDJSON
        </a>
      </PageHeader>
      <div className="mt-3.5 mb-3">
        <AuditFilters search={search} names={names} onChange={change} />
      </div>
      <AuditList search={search} list={list} names={known} onChange={change} />
    </>
  );
}
