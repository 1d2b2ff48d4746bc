import { lazy, Suspense } from "react";
import type { CodeEditorProps } from "./code-editor.tsx";

const Editor = lazy(() => import("./code-editor.tsx").then((it) => ({ default: it.CodeEditor })));

/** An editor that is loaded when it is needed, in a place that it fills from the start. */
export function LazyCodeEditor({ className = "h-105", ...props }: CodeEditorProps & { className?: string }) {
  return (
    <div className={`min-w-0 overflow-hidden rounded-md border border-control bg-surface ${className}`}>
      <Suspense
        fallback={
          <pre role="status" aria-label={`Loading ${props.label}`} className="p-3 font-mono text-[13px] text-muted">
            {props.value.slice(0, 2_000)}
          </pre>
        }
      >
        <Editor {...props} />
      </Suspense>
    </div>
  );
}
