import { errorOf } from "@fieldline/client/errors";
import type { Device } from "@fieldline/domain/device";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";
import { useEdit } from "../../versions/use-edit.ts";
import { changeOf, type DeviceDraft, deviceErrors, draftOfDevice, sameNotes } from "./device-draft.ts";

/** Says that somebody else has changed the device since it was opened; nothing was sent. */
class ChangedMeanwhileError extends Error {
  readonly present: Device;
  constructor(present: Device) {
    super("Somebody else has changed the device.");
    this.present = present;
  }
}

interface UseDeviceFormOptions {
  device: Device;
  onSaved: () => void;
}

/** What is typed about a device; it is saved only over what the reader has seen. */
export function useDeviceForm({ device, onSaved }: UseDeviceFormOptions) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [seen, setSeen] = useState(device);
  const shown = useMemo(() => draftOfDevice(seen), [seen]);
  const edit = useEdit(shown, 0);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [theirs, setTheirs] = useState<Device>();

  const save = useMutation({
    mutationFn: async (over: Device): Promise<Device> => {
      const present = await client.devices.get.query({ id: device.id });
      if (!sameNotes(present, over)) throw new ChangedMeanwhileError(present);
      return client.devices.update.mutate({ id: device.id, ...changeOf(edit.draft) });
    },
  });
  const saved = (stored: Device) => {
    cache.setQueryData(api.devices.get.queryKey({ id: device.id }), (held) => held && { ...held, ...stored });
    void cache.invalidateQueries({ queryKey: api.devices.pathKey() });
    notify({ tone: "success", title: `${stored.name} saved` });
    onSaved();
  };
  const refuse = (error: Error) => {
    if (error instanceof ChangedMeanwhileError) return setTheirs(error.present);
    const { message, issues, paths } = errorOf(error);
    const told = issues.length > 0 ? issues : paths.map((path) => ({ path, message }));
    setErrors(told.length > 0 ? Object.fromEntries(told.map((each) => [each.path, each.message])) : { rest: message });
  };
  const saveOver = (over: Device) => {
    if (save.isPending) return;
    const wrong = deviceErrors(edit.draft);
    setErrors(wrong);
    setTheirs(undefined);
    if (Object.keys(wrong).length === 0) return save.mutate(over, { onSuccess: saved, onError: refuse });
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  return {
    form,
    draft: edit.draft,
    isDirty: edit.isDirty,
    errors,
    theirs,
    isSaving: save.isPending,
    change: (part: Partial<DeviceDraft>) => edit.change(part),
    save: () => saveOver(seen),
    takeTheirs: () => {
      if (theirs) setSeen(theirs);
      edit.forget();
      setTheirs(undefined);
      setErrors({});
    },
    saveOverTheirs: () => theirs && saveOver(theirs),
  };
}
