import type { Change } from "./changes.ts";

/** What changed, each field from what to what. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="grid gap-y-0.5 text-[13px]">
      {changes.map(({ field, before, after }) => (
        <li key={field} className="wrap-anywhere">
          <span className="text-muted">{field}: </span>
          {before !== "–" && (
            <>
              <del className="text-muted no-underline">{before}</del>
              <span className="text-muted"> → </span>
            </>
          )}
          <ins className="font-medium no-underline">{after === "–" ? "nothing" : after}</ins>
        </li>
      ))}
    </ul>
  );
}
