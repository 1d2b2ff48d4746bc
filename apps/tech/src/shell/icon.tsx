const PATHS = {
  start: "M12 5v14M5 12h14",
  live: "M2 12h4l3-8 6 16 3-8h4",
  mine: "M4 6h16M4 12h16M4 18h10",
  sound: "M4 9v6h4l5 4V5L8 9zM17 8.5a5 5 0 0 1 0 7M19.5 6a8.5 8.5 0 0 1 0 12",
  muted: "M4 9v6h4l5 4V5L8 9zM17 9.5l5 5M22 9.5l-5 5",
  share: "M12 15V3M7.5 7.5L12 3l4.5 4.5M5 12v8h14v-8",
  stop: "M6 6h12v12H6z",
  resume: "M7 4.5v15l12-7.5z",
  again: "M4 12a8 8 0 1 0 2.5-5.8M4 4v4.5h4.5",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8v8M12 8v8M16 8v8",
  clear: "M6 6l12 12M18 6L6 18",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M19 5l-1.4 1.4M6.4 17.6L5 19",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
  history: "M12 7v5l3.5 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0",
  next: "M9 5l7 7-7 7",
} as const;

export function Icon(props: { name: keyof typeof PATHS; filled?: boolean }) {
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      fill={props.filled ? "currentColor" : "none"}
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[props.name]} />
    </svg>
  );
}
