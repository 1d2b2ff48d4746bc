import type { ReactNode } from "react";
import { usePageTitle } from "./use-page-title.ts";

/** The page's name, which is the document's too, and what can be done here. */
export function PageHeader({ title, children }: { title: string; children?: ReactNode }) {
  usePageTitle(title);
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-3">
      <h1 className="text-[20px] leading-tight font-[650] tracking-[-.01em]">{title}</h1>
      <div className="flex gap-2">{children}</div>
    </div>
  );
}
