/** The line that stands for a measurement. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 18 18"
      fill="none"
      className="stroke-accent"
      strokeWidth="2"
    >
      <path d="M1 9h4l2-6 4 12 2-6h4" />
    </svg>
  );
}
