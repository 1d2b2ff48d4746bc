import { useEffect, useEffectEvent } from "react";
import { registerShortcut } from "./shortcut-registry.ts";

/** Lets `key` run `run` while the component is there; `label` is what the list of shortcuts says of it. */
export function useShortcut(key: string, label: string, run: () => void, { enabled = true } = {}): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    if (enabled) return registerShortcut({ key, label, run: () => latest() });
  }, [key, label, enabled]);
}
