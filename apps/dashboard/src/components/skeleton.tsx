interface SkeletonProps {
  className?: string;
  /** The shape of a chip instead of that of a line of text. */
  isChip?: boolean;
}

/** A quiet bar that holds the place of text on its way. */
export function Skeleton({ className = "", isChip = false }: SkeletonProps) {
  const shape = isChip ? "h-5.5 w-22 rounded-full" : "rounded-sm";
  return <span aria-hidden="true" className={`block min-h-3 bg-line ${shape} ${className}`} />;
}
