import type { Look } from "@fieldline/ui/status";

export const PAUSED: Look = { word: "Paused", tone: "warn", icon: "M3.5 2v8M8.5 2v8", isFilled: false };
/** Every place is taken and there is more to do. */
export const FULL: Look = { word: "Full", tone: "info", icon: "M2 3.5h8M2 6h8M2 8.5h8", isFilled: false };
