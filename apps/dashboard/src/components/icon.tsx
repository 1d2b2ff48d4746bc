const PATHS = {
  overview: "M2 2.5h5v5H2zM9 2.5h5v3H9zM9 8h5v5.5H9zM2 10h5v3.5H2z",
  jobs: "M2.5 4h1M6 4h7.5M2.5 8h1M6 8h7.5M2.5 12h1M6 12h7.5",
  devices: "M2.5 3h11v7h-11zM5 13h6M8 10v3",
  rollouts: "M2 4.5h3M2 8h6M2 11.5h3M8 4.5h6M11 8h3M8 11.5h6M6.5 3v3M9.5 6.5v3M6.5 10v3",
  templates: "M3 2h10v4H3zM3 8.5h4V14H3zM9.5 8.5H13M9.5 11.2H13M9.5 14H13",
  schedules: "M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3M5.5 9.5h1M9.5 9.5h1M5.5 11.5h1",
  queues: "M2 4h9v2.5H2zM2 9.5h6V12H2zM11.5 9v4M9.5 11l2 2 2-2",
  play: "M4.5 3v10l8-5z",
  download: "M8 2.5v7.5M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
  people:
    "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM1.5 13.5c0-2.5 1.8-4 4.5-4s4.5 1.5 4.5 4M10.5 2.8a2.5 2.5 0 0 1 0 4.4M12.3 10c1.4.6 2.2 1.8 2.2 3.5",
  audit: "M3.5 2h6L12.5 5v9h-9zM9.5 2v3h3M5.8 8h4.4M5.8 10.8h4.4",
  settings:
    "M2 4.5h6.5M12.5 4.5H14M2 11.5h1.5M7.5 11.5H14M10.5 6.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM5.5 13.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  person: "M8 7.5a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5ZM2.5 14c0-2.8 2.2-4.5 5.5-4.5s5.5 1.7 5.5 4.5",
  leave: "M6.5 2.5h-4v11h4M6.5 8H14M11 5l3 3-3 3",
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
