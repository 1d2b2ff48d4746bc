import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Unreadable } from "../../shell/unreadable.tsx";
import { TemplateSkeleton } from "./template-skeleton.tsx";
import { TemplateView } from "./template-view.tsx";

/** One template: what it does, and changing it. */
export function TemplatePage() {
  const { slug } = useParams({ from: "/templates/$slug" });
  const api = useTRPC();
  const { data: template, error, refetch, isFetching } = useQuery(api.templates.get.queryOptions({ id: slug }));
  if (template) return <TemplateView key={template.id} template={template} />;
  if (error)
    return (
      <Unreadable what="template" list="/templates" error={error} onRetry={() => refetch()} isRetrying={isFetching}>
        It may have been deleted, or the address may be mistyped. Jobs that ran it keep what they ran.
      </Unreadable>
    );
  return <TemplateSkeleton />;
}
