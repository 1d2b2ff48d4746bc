import type { ReactNode } from "react";

/** One thing worth knowing of a job, in the line under its name. */
export function Fact({ name, children }: { name?: string; children: ReactNode }) {
  return (
    <span className="inline-flex max-w-full items-baseline gap-1.5">
      {name}
      {children}
    </span>
  );
}
