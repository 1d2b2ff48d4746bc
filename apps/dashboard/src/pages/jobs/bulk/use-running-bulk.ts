import { useState } from "react";
import { draftKey } from "../../../session/drafts.ts";
import { useMe } from "../../../session/use-me.ts";

/** The bulk action that was started in this tab, which a reload does not forget. */
export function useRunningBulk(): [string | undefined, (bulkId: string | undefined) => void] {
  const me = useMe();
  const key = me && draftKey(me.id, "bulk");
  const [held, setHeld] = useState<{ bulkId: string | undefined }>();
  const keep = (bulkId: string | undefined) => {
    setHeld({ bulkId });
    if (!key) return;
    try {
      if (bulkId) sessionStorage.setItem(key, bulkId);
      else sessionStorage.removeItem(key);
    } catch {
      // Storage is closed to us: it is followed until the page is left.
    }
  };
  return [held ? held.bulkId : keptUnder(key), keep];
}

function keptUnder(key: string | undefined): string | undefined {
  try {
    return (key && sessionStorage.getItem(key)) || undefined;
  } catch {
    return undefined;
  }
}
