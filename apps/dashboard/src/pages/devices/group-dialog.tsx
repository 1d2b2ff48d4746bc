import { errorOf } from "@fieldline/client/errors";
import type { DeviceGroup } from "@fieldline/domain/device";
import { formatQuantity } from "@fieldline/ui/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { Modal } from "../../components/modal.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { notify } from "../../toasts/notify.ts";
import { FilterFields } from "./filter-fields.tsx";
import { filterOf, filterRow } from "./filter-text.ts";

interface GroupDialogProps {
  /** The group to change; a new one is made where absent. */
  group?: DeviceGroup;
  /** Who is in a new group from the start. */
  deviceIds?: readonly string[];
  onClose: () => void;
}

const KINDS = [
  { value: "static", label: "Picked by hand" },
  { value: "dynamic", label: "By attributes" },
] as const;

/** Makes a group or changes one: its name, and for a group by attributes what its devices have in common. */
export function GroupDialog({ group, deviceIds = [], onClose }: GroupDialogProps) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const [name, setName] = useState(group?.name ?? "");
  const [description, setDescription] = useState(group?.description ?? "");
  const [kind, setKind] = useState<DeviceGroup["kind"]>(group?.kind ?? "static");
  const [rows, setRows] = useState(() => (group?.filter ?? [undefined]).map(filterRow));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const isPicked = deviceIds.length > 0;
  const save = useMutation({
    mutationFn: (): Promise<DeviceGroup> => {
      const common = {
        name: name.trim(),
        description: description.trim(),
        ...(kind === "dynamic" && { filter: filterOf(rows) }),
      };
      return group
        ? client.devices.groups.update.mutate({ id: group.id, ...common })
        : client.devices.groups.create.mutate({ ...common, kind, ...(isPicked && { deviceIds: [...deviceIds] }) });
    },
    onSuccess: (saved) => {
      void cache.invalidateQueries({ queryKey: api.devices.pathKey() });
      notify({ tone: "success", title: group ? `${saved.name} saved` : `${saved.name} made` });
      onClose();
    },
    onError: (error) => {
      const { message, issues } = errorOf(error);
      setErrors(
        issues.length > 0 ? Object.fromEntries(issues.map((each) => [each.path, each.message])) : { rest: message },
      );
    },
  });
  const submit = () => {
    if (save.isPending) return;
    if (!name.trim()) return setErrors({ name: "Give the group a name." });
    setErrors({});
    save.mutate();
  };
  return (
    <Modal
      open
      isWide
      onOpenChange={(open) => !open && onClose()}
      title={group ? `Change ${group.name}` : "New group"}
      description={
        isPicked ? `With ${formatQuantity(deviceIds.length, "device")}.` : "Devices that are dealt with together."
      }
    >
      <form
        noValidate
        aria-label="Group"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        className="grid gap-4"
      >
        <TextInput
          label="Name"
          startsHere
          value={name}
          error={errors.name}
          maxLength={100}
          placeholder="Berlin"
          onChange={setName}
        />
        <TextInput
          label="Description"
          optional
          rows={2}
          value={description}
          error={errors.description}
          maxLength={1_000}
          onChange={setDescription}
        />
        {!group && !isPicked && (
          <ChoiceChips legend="Its devices are" name="kind" value={kind} options={KINDS} onChange={setKind} />
        )}
        {kind === "dynamic" && <FilterFields rows={rows} errors={errors} onChange={setRows} />}
        {errors.rest && (
          <p role="alert" className="text-bad">
            {errors.rest}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" disabled={save.isPending}>
            {save.isPending ? "Saving…" : group ? "Save" : "Make the group"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
