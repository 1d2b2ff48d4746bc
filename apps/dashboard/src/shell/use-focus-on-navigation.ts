import { useRouter } from "@tanstack/react-router";
import { type RefObject, useEffect, useRef } from "react";

/** Moves the focus into the page after its path has changed, to where its work starts or else to its top. */
export function useFocusOnNavigation(): RefObject<HTMLElement | null> {
  const router = useRouter();
  const main = useRef<HTMLElement>(null);
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged, fromLocation }) => {
        if (!pathChanged || !fromLocation) return;
        const start = main.current?.querySelector<HTMLElement>("[data-starts-here]") ?? main.current;
        start?.focus({ preventScroll: true });
      }),
    [router],
  );
  return main;
}
