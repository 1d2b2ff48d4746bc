import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Card } from "../../components/card.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { namesHandler } from "./names-handler.ts";

/** The templates whose steps run the handler. */
export function UsedBy({ name }: { name: string }) {
  const api = useTRPC();
  const { data, isError } = useQuery(api.templates.list.queryOptions({}));
  const users = data?.items.filter(({ kind, spec }) => kind === "command" && namesHandler(spec.document, name));
  return (
    <Card title="Used by">
      <div className="p-3.5">
        {!users && !isError && <Skeleton className="w-40" />}
        {isError && <p className="text-muted">The templates could not be read.</p>}
        {users?.length === 0 && <p className="text-muted">No template runs it.</p>}
        <ul className="grid gap-1">
          {users?.map(({ id, slug, name: title }) => (
            <li key={id}>
              <Link to="/templates/$slug" params={{ slug }} className="text-accent">
                {title}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
