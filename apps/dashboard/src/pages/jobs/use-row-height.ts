import { useSyncExternalStore } from "react";

const PHONE = "(width < 768px)";

function subscribe(onChange: () => void): () => void {
  const media = matchMedia(PHONE);
  media.addEventListener("change", onChange);
  return () => media.removeEventListener("change", onChange);
}

/** Whether the list is of cards, as on a phone. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(PHONE).matches);
}

/** How high a row is, in px: one line in the table, two in a phone's card. */
export function useRowHeight(): number {
  return useIsPhone() ? 68 : 38;
}
