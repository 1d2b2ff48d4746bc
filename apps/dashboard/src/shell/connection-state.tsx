import type { Connection } from "../live/connection.ts";

const LOOK: Record<Connection, { word: string; dot: string; title: string }> = {
  connected: { word: "Connected", dot: "rounded-full bg-ok", title: "Changes arrive as they happen." },
  "catching-up": {
    word: "Catching up",
    dot: "rounded-full border-2 border-warn",
    title: "Reconnecting, then reading what was missed.",
  },
  polling: {
    word: "Polling",
    dot: "rounded-full border-2 border-info",
    title: "Live updates do not get through this network; reading every 5 seconds instead.",
  },
  offline: { word: "Offline", dot: "rounded-[2px] bg-bad", title: "No connection to the server; trying again." },
};

/** Whether what is on the screen is live. */
export function ConnectionState({ connection }: { connection: Connection }) {
  const { word, dot, title } = LOOK[connection];
  return (
    <span
      role="status"
      title={title}
      className="flex items-center justify-end gap-2 whitespace-nowrap text-muted sm:min-w-26"
    >
      <span aria-hidden="true" className={`size-2 ${dot}`} />
      <span className="max-sm:sr-only">{word}</span>
    </span>
  );
}
