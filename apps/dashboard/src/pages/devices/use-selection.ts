import type { Device } from "@fieldline/domain/device";
import { useState } from "react";

type Picked = Pick<Device, "id" | "name">;

/** The devices that are picked; they stay picked while the list is narrowed to find more. */
export function useSelection() {
  const [picked, setPicked] = useState<ReadonlyMap<string, Picked>>(new Map());
  return {
    picked: [...picked.values()],
    count: picked.size,
    has: (id: string) => picked.has(id),
    toggle: ({ id, name }: Picked) =>
      setPicked((old) => {
        const next = new Map(old);
        if (!next.delete(id)) next.set(id, { id, name });
        return next;
      }),
    set: (devices: readonly Picked[]) =>
      setPicked((old) => new Map([...old, ...devices.map(({ id, name }) => [id, { id, name }] as const)])),
    clear: () => setPicked(new Map()),
  };
}
