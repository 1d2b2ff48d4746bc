/** Whether the reader is at a Mac, whose commands go by another key. */
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** What the key of the palette is called. */
export const PALETTE_KEY = isMac ? "⌘K" : "Ctrl K";

/** Whether a press of keys asks for the palette. */
export function isPaletteKey(event: KeyboardEvent): boolean {
  return event.key.toLowerCase() === "k" && (isMac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey;
}
