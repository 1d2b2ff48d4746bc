import type { ConfigKey } from "@fieldline/domain/config";
import { useCallback, useEffect, useRef, useState } from "react";

/** A section counts as looked at between the bars above and the middle of the window. */
const LOOKED_AT = "-110px 0px -55% 0px";
const BY_HAND = ["wheel", "touchmove", "keydown"] as const;

/** Which section is looked at: the one that was gone to, until the reader scrolls; and how to go to one. */
export function useSectionInView(
  sections: readonly ConfigKey[],
  called: ConfigKey | undefined,
  isThere: boolean,
): [ConfigKey | undefined, (key: ConfigKey) => void] {
  const [inView, setInView] = useState<ConfigKey | undefined>(called ?? sections[0]);
  const isPinned = useRef(false);
  useEffect(() => {
    if (!isThere) return;
    const seen = new Set<string>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) seen.add(target.id);
          else seen.delete(target.id);
        }
        const first = sections.find((key) => seen.has(key));
        if (first && !isPinned.current) setInView(first);
      },
      { rootMargin: LOOKED_AT },
    );
    for (const key of sections) {
      const element = document.getElementById(key);
      if (element) observer.observe(element);
    }
    const unpin = () => {
      isPinned.current = false;
    };
    for (const event of BY_HAND) addEventListener(event, unpin, { passive: true });
    return () => {
      observer.disconnect();
      for (const event of BY_HAND) removeEventListener(event, unpin);
    };
  }, [sections, isThere]);
  const visit = useCallback((key: ConfigKey) => {
    isPinned.current = true;
    setInView(key);
    document.getElementById(key)?.scrollIntoView();
  }, []);
  return [inView, visit];
}
