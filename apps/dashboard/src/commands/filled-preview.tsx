import type { Filled } from "./fill-template.ts";
import { FilledSteps } from "./filled-steps.tsx";

interface FilledPreviewProps {
  filled: Filled;
  isOpen?: boolean;
}

/** What the device gets, step by step, or why that cannot be told yet. */
export function FilledPreview({ filled: { document, errors, faults }, isOpen = false }: FilledPreviewProps) {
  const names = Object.keys(errors);
  return (
    <details open={isOpen} className="min-w-0 rounded-md border border-line">
      <summary className="cursor-pointer px-3 py-2 font-medium hover:bg-hover">
        What the device gets
        {!document && <span className="ml-2 font-normal text-muted">not complete yet</span>}
      </summary>
      <div className="border-t border-line p-3">
        {document ? (
          <FilledSteps document={document} />
        ) : (
          <ul className="grid gap-1 text-muted">
            {names.length > 0 && <li>It takes a fitting value for {new Intl.ListFormat("en").format(names)}.</li>}
            {faults.map((fault) => (
              <li key={fault} className="text-bad wrap-anywhere">
                {fault}
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}
