import { errorOf } from "@fieldline/client/errors";
import type { Device } from "@fieldline/domain/device";
import { formatQuantity } from "@fieldline/ui/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ReasonField } from "../../components/reason-field.tsx";
import { notify } from "../../toasts/notify.ts";

type Named = Pick<Device, "id" | "name">;

interface RevokeDialogProps {
  devices: readonly Named[];
  onClose: () => void;
  onRevoked?: () => void;
}

/** Asks before devices are shut out for good. Those that were refused are named, and the rest are revoked. */
export function RevokeDialog({ devices, onClose, onRevoked }: RevokeDialogProps) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const [reason, setReason] = useState("");
  const [left, setLeft] = useState(devices);
  const why = reason.trim();
  const one = left.length === 1 ? left[0] : undefined;
  const who = one?.name ?? formatQuantity(left.length, "device");

  const revoke = useMutation({
    mutationFn: async () => {
      const refused: { device: Named; message: string }[] = [];
      for (const device of left) {
        await client.devices.revoke.mutate({ id: device.id, ...(why && { reason: why }) }).catch((error: unknown) => {
          refused.push({ device, message: errorOf(error).message });
        });
      }
      void cache.invalidateQueries({ queryKey: api.devices.pathKey() });
      if (refused.length > 0) {
        setLeft(refused.map(({ device }) => device));
        throw new Error(refused.map(({ device, message }) => `${device.name}: ${message}`).join(" "));
      }
    },
    onSuccess: () => {
      notify({ tone: "success", title: `${who} revoked` });
      onRevoked?.();
      onClose();
    },
  });

  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${who}?`}
      consequence={`${one ? "Its" : "Their"} credentials end at once, and what ${one ? "it is" : "they are"} executing fails. The history stays. To come back, ${one ? "it has" : "they have"} to be enrolled anew.`}
      confirm={revoke.isPending ? "Revoking…" : `Revoke ${one ? "the device" : who}`}
      dismiss="Cancel"
      isBusy={revoke.isPending}
      failure={revoke.error?.message}
      onConfirm={() => revoke.mutate()}
    >
      <ReasonField keptIn="the audit" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
