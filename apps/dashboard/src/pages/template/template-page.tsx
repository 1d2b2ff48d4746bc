import { errorOf } from "@fieldline/client/errors";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { buttonClass } from "../../components/button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { ClosedPage } from "../../shell/closed-page.tsx";
import { TemplateSkeleton } from "./template-skeleton.tsx";
import { TemplateView } from "./template-view.tsx";

const NOT_THERE = /NOT_FOUND|INVALID_INPUT/;

/** One template: what it does, and changing it. */
export function TemplatePage() {
  const { slug } = useParams({ from: "/templates/$slug" });
  const api = useTRPC();
  const { data: template, error, refetch, isFetching } = useQuery(api.templates.get.queryOptions({ id: slug }));
  if (template) return <TemplateView key={template.id} template={template} />;
  if (error && NOT_THERE.test(errorOf(error).reason))
    return (
      <ClosedPage
        name="No such template"
        title="There is no such template"
        also={
          <Link to="/templates" className={buttonClass()}>
            To the templates
          </Link>
        }
      >
        It may have been deleted, or the address may be mistyped. Jobs that ran it keep what they ran.
      </ClosedPage>
    );
  if (error)
    return (
      <div className="rounded-md border border-line bg-surface">
        <ErrorState what="This template" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      </div>
    );
  return <TemplateSkeleton />;
}
