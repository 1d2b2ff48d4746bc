import type { ReactNode } from "react";

interface CardProps {
  title: string;
  aside?: ReactNode;
  id?: string;
  children: ReactNode;
}

/** A titled surface. */
export function Card({ title, aside, id, children }: CardProps) {
  const headingId = `${id ?? title.toLowerCase().replaceAll(" ", "-")}-title`;
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      className="min-w-0 scroll-mt-16 rounded-md border border-line bg-surface"
    >
      <header className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3.5 py-1.5">
        <h2 id={headingId} className="text-[14px] font-semibold">
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
