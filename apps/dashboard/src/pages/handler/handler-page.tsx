import { errorOf } from "@fieldline/client/errors";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { buttonClass } from "../../components/button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { ClosedPage } from "../../shell/closed-page.tsx";
import { TemplateSkeleton } from "../template/template-skeleton.tsx";
import { HandlerView } from "./handler-view.tsx";

const NOT_THERE = /NOT_FOUND|INVALID_INPUT/;

/** One handler: its script, and changing it. */
export function HandlerPage() {
  const { name } = useParams({ from: "/handlers/$name" });
  const api = useTRPC();
  const { data: handler, error, refetch, isFetching } = useQuery(api.handlers.get.queryOptions({ id: name }));
  if (handler) return <HandlerView key={handler.id} handler={handler} />;
  if (error && NOT_THERE.test(errorOf(error).reason))
    return (
      <ClosedPage
        name="No such handler"
        title="There is no such handler"
        also={
          <Link to="/handlers" className={buttonClass()}>
            To the handlers
          </Link>
        }
      >
        It may have been deleted, or the address may be mistyped.
      </ClosedPage>
    );
  if (error)
    return (
      <div className="rounded-md border border-line bg-surface">
        <ErrorState what="This handler" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      </div>
    );
  return <TemplateSkeleton />;
}
