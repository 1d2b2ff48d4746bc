import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Unreadable } from "../../shell/unreadable.tsx";
import { TemplateSkeleton } from "../template/template-skeleton.tsx";
import { HandlerView } from "./handler-view.tsx";

/** One handler: its script, and changing it. */
export function HandlerPage() {
  const { name } = useParams({ from: "/handlers/$name" });
  const api = useTRPC();
  const { data: handler, error, refetch, isFetching } = useQuery(api.handlers.get.queryOptions({ id: name }));
  if (handler) return <HandlerView key={handler.id} handler={handler} />;
  if (error)
    return (
      <Unreadable what="handler" list="/handlers" error={error} onRetry={() => refetch()} isRetrying={isFetching}>
        It may have been deleted, or the address may be mistyped.
      </Unreadable>
    );
  return <TemplateSkeleton />;
}
