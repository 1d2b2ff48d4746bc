import type { Device } from "@fieldline/domain/device";
import type { Look } from "@fieldline/ui/status";
import { Chip } from "./status-chip.tsx";

const ONLINE: Look = { word: "Online", tone: "ok", icon: "M6 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8", isFilled: true };
const OFFLINE: Look = { word: "Offline", tone: "idle", icon: "M10 6a4 4 0 1 1-8 0 4 4 0 0 1 8 0", isFilled: false };
const REVOKED: Look = {
  word: "Revoked",
  tone: "bad",
  icon: "M11 6A5 5 0 1 1 1 6a5 5 0 0 1 10 0M2.5 9.5l7-7",
  isFilled: false,
};

/** Whether a device is there: a filled disc, a ring, or a struck ring, with the word. */
export function Presence({ device: { isOnline, revokedAt } }: { device: Pick<Device, "isOnline" | "revokedAt"> }) {
  if (revokedAt !== null) return <Chip look={REVOKED} />;
  return <Chip look={isOnline ? ONLINE : OFFLINE} />;
}
