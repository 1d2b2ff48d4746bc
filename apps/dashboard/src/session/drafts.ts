const PREFIX = "fieldline.draft.";

/** Where what somebody typed is kept for this tab. */
export function draftKey(userId: string, name: string): string {
  return `${PREFIX}${userId}.${name}`;
}

/** Forgets what was typed in this tab, but for the drafts of `keptOf`. */
export function forgetDrafts(keptOf?: string): void {
  const kept = keptOf === undefined ? undefined : draftKey(keptOf, "");
  try {
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith(PREFIX) && !(kept && key.startsWith(kept))) sessionStorage.removeItem(key);
  } catch {
    // Storage is closed to us: nothing was kept.
  }
}
