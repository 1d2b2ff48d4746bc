/** A quiet bar that holds the place of text on its way. */
export function Skeleton({ className = "" }: { className?: string }) {
  return <span aria-hidden="true" className={`block h-3 rounded-sm bg-line ${className}`} />;
}
