const PATHS = {
  overview: "M2 2.5h5v5H2zM9 2.5h5v3H9zM9 8h5v5.5H9zM2 10h5v3.5H2z",
  jobs: "M2.5 4h1M6 4h7.5M2.5 8h1M6 8h7.5M2.5 12h1M6 12h7.5",
  search: "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM10.4 10.4 14 14",
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  copy: "M5.5 5.5h7v8h-7zM3.5 10.5v-8h7",
  check: "M3 8.5l3.2 3.2L13 4.8",
  more: "M3 8h.01M8 8h.01M13 8h.01",
  chevron: "M4 6l4 4 4-4",
  up: "M8 13V3M4 7l4-4 4 4",
  phone: "M5 1.5h6v13H5zM7.5 12.5h1",
  external: "M9 3h4v4M13 3 7.5 8.5M11 9.5V13H3V5h3.5",
  keyboard: "M1.5 4h13v8h-13zM4 6.5h.01M6.7 6.5h.01M9.3 6.5h.01M12 6.5h.01M4.5 9.5h7",
  offline: "M2 2l12 12M5 9.5a4.3 4.3 0 0 1 2-1.1M2.5 7a8 8 0 0 1 2.8-1.8M8.5 4.5A8 8 0 0 1 13.5 7M8 12.5h.01",
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative line icon; the words beside it carry the meaning. */
export function Icon({ name, size = 16, className }: { name: IconName; size?: number; className?: string }) {
  const dots = name === "more";
  return (
    <svg
      aria-hidden="true"
      className={className}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={dots ? 2.4 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
