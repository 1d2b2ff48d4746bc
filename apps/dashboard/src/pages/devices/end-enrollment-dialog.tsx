import { errorOf } from "@fieldline/client/errors";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { notify } from "../../toasts/notify.ts";
import type { Enrollment } from "./enrollment.ts";

/** Asks before a token that somebody may hold stops working. */
export function EndEnrollmentDialog({ enrollment, onClose }: { enrollment: Enrollment; onClose: () => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const end = useMutation(
    api.devices.revokeEnrollment.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries({ queryKey: api.devices.enrollments.pathKey() });
        notify({ tone: "success", title: "The enrollment is ended" });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`End the enrollment${enrollment.name ? ` of ${enrollment.name}` : ""}?`}
      consequence="Its token lets no device in any more. Another one can be made at any time."
      confirm={end.isPending ? "Ending…" : "End it"}
      dismiss="Cancel"
      isBusy={end.isPending}
      failure={end.error ? errorOf(end.error).message : undefined}
      onConfirm={() => end.mutate({ id: enrollment.id })}
    />
  );
}
