import { errorOf } from "@fieldline/client/errors";
import { useMutation } from "@tanstack/react-query";
import { useTRPCClient } from "../../api/trpc.ts";
import { downloadJson } from "../../components/text-download.ts";
import { notify } from "../../toasts/notify.ts";

/** Saves templates and the handlers that they name as one file: one template's, or all. */
export function useExport() {
  const client = useTRPCClient();
  return useMutation({
    mutationFn: async (template?: { id: string; slug: string }) => {
      const file = await client.templates.export.query(template ? { ids: [template.id] } : {});
      downloadJson(`fieldline-${template?.slug ?? "templates"}.json`, file);
    },
    onError: (error) =>
      notify({ tone: "error", title: "The file could not be made", description: errorOf(error).message }),
  });
}
