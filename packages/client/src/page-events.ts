export interface PageListener {
  onOnline(): void;
  onOffline(): void;
  onVisible(): void;
}

/** Tells of the network and of the page's visibility where there are such events; returns how to stop it. */
export function watchPage({ onOnline, onOffline, onVisible }: PageListener): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  globalThis.addEventListener?.("online", onOnline, { signal });
  globalThis.addEventListener?.("offline", onOffline, { signal });
  globalThis.document?.addEventListener("visibilitychange", () => isPageHidden() || onVisible(), { signal });
  return () => listening.abort();
}

/** Whether there is a page and nobody can see it. */
export function isPageHidden(): boolean {
  return globalThis.document?.visibilityState === "hidden";
}
