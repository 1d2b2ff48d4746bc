import { Link } from "@tanstack/react-router";

interface PageTabsProps {
  label: string;
  tabs: readonly { to: string; label: string }[];
}

/** Pages that belong together, each a link. */
export function PageTabs({ label, tabs }: PageTabsProps) {
  return (
    <nav aria-label={label} className="mt-2 flex gap-5 border-b border-line">
      {tabs.map(({ to, label }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
          className="-mx-1 rounded-t-sm px-1 py-2 text-muted no-underline hover:text-text aria-[current=page]:font-semibold aria-[current=page]:text-text aria-[current=page]:shadow-[inset_0_-2px_var(--color-accent)] max-md:py-3"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
