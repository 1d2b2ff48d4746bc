import { errorOf } from "@fieldline/client/errors";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { CopyText } from "../../components/copy-text.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { useCan } from "../../session/use-me.ts";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { notify } from "../../toasts/notify.ts";
import { VersionDialog } from "../../versions/version-dialog.tsx";
import { VersionsCard } from "../../versions/versions-card.tsx";
import { ShippedMark } from "../templates/shipped-mark.tsx";
import type { HandlerDetail } from "./handler-detail.ts";
import { HandlerForm } from "./handler-form.tsx";
import { useHandlerForm } from "./use-handler-form.ts";
import { UsedBy } from "./used-by.tsx";

/** A handler that is there: its form, its versions, and what runs it. */
export function HandlerView({ handler }: { handler: HandlerDetail }) {
  usePageTitle(handler.name);
  const api = useTRPC();
  const cache = useQueryClient();
  const can = useCan();
  const navigate = useNavigate();
  const form = useHandlerForm(handler);
  const [isDeleting, setIsDeleting] = useState(false);
  const [viewed, setViewed] = useState<number>();
  const old = useQuery(
    api.handlers.get.queryOptions(
      { id: handler.id, version: viewed ?? handler.version },
      { enabled: viewed !== undefined },
    ),
  );
  const remove = useMutation(
    api.handlers.delete.mutationOptions({
      onSuccess: () => {
        void navigate({ to: "/handlers", ignoreBlocker: true });
        cache.removeQueries({ queryKey: api.handlers.get.pathKey() });
        void cache.invalidateQueries({ queryKey: api.handlers.list.pathKey() });
        notify({ tone: "success", title: `${handler.name} deleted` });
      },
    }),
  );
  const isReadOnly = !can("handlers.update");
  const close = () => {
    setIsDeleting(false);
    setViewed(undefined);
    focusAfterDialog();
  };
  const restore = () => {
    if (!old.data) return;
    form.change({ content: old.data.content, interpreter: old.data.interpreter });
    close();
  };
  return (
    <>
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-3">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-[20px] leading-tight font-[650] tracking-[-.01em] wrap-anywhere">{handler.name}</h1>
          <span className="text-muted">version {handler.version}</span>
          {handler.isShipped && <ShippedMark />}
          <span className="inline-flex items-baseline gap-1.5 text-muted">
            SHA-256
            <span className="inline-flex max-w-28">
              <CopyText what="SHA-256" text={handler.sha256} />
            </span>
          </span>
        </div>
        {can("handlers.delete") && (
          <Button tone="danger" onClick={() => setIsDeleting(true)}>
            Delete
          </Button>
        )}
      </div>
      <HandlerForm
        form={form}
        isNew={false}
        isReadOnly={isReadOnly}
        aside={
          <>
            <UsedBy name={handler.name} />
            <VersionsCard versions={handler.versions} current={handler.version} onView={setViewed} />
          </>
        }
      />
      {isDeleting && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={`Delete ${handler.name}?`}
          consequence="New jobs cannot run it any more, and templates that name it are refused. Jobs that were made of it still run it."
          confirm={remove.isPending ? "Deleting…" : "Delete the handler"}
          dismiss="Keep it"
          isBusy={remove.isPending}
          failure={remove.error ? errorOf(remove.error).message : undefined}
          onConfirm={() => remove.mutate({ id: handler.id })}
        />
      )}
      {viewed !== undefined && (
        <VersionDialog
          version={viewed}
          query={old}
          language="text"
          text={old.data?.version === viewed ? old.data.content : undefined}
          onRestore={isReadOnly || viewed === handler.version ? undefined : restore}
          onClose={close}
        />
      )}
    </>
  );
}
