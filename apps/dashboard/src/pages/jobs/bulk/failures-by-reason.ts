interface FailureGroup {
  reason: string;
  ids: string[];
}

/** Failures with the same reason together, the most frequent reason first. */
export function failuresByReason(failed: readonly { id: string; reason: string }[]): FailureGroup[] {
  const groups = Map.groupBy(failed, ({ reason }) => reason);
  return [...groups]
    .map(([reason, items]) => ({ reason, ids: items.map(({ id }) => id) }))
    .sort((a, b) => b.ids.length - a.ids.length);
}
