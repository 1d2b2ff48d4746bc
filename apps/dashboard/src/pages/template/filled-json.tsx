import type { FilledSpec } from "./fill-spec.ts";

/** What a job of the template is made of, and what it would still have to be given. */
export function FilledJson({ filled: { value, errors, missing } }: { filled: FilledSpec }) {
  const names = Object.keys(errors);
  return (
    <div className="min-w-0 rounded-md border border-line">
      <p className="px-3 py-2 font-medium">
        What a job gets
        {value === undefined && <span className="ml-2 font-normal text-muted">not complete yet</span>}
      </p>
      <div className="grid gap-2 border-t border-line p-3">
        {names.length > 0 && (
          <p className="text-muted">It takes a fitting value for {new Intl.ListFormat("en").format(names)}.</p>
        )}
        {value !== undefined && (
          <pre className="rounded-sm bg-bg p-2 font-mono text-[12.5px] leading-normal whitespace-pre-wrap wrap-anywhere">
            {JSON.stringify(value, null, 2)}
          </pre>
        )}
        {missing.length > 0 && (
          <>
            <p className="text-[12.5px] text-muted">To be given when it is made:</p>
            <ul className="grid gap-0.5 text-[12.5px] wrap-anywhere">
              {missing.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
