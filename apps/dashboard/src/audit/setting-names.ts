import type { ConfigKey } from "@fieldline/domain/config";

/** What each setting is called. */
export const SETTING_NAMES: Record<ConfigKey, string> = {
  limits: "Limits",
  durationPresets: "Duration presets",
  cadencePresets: "Cadence presets",
  retention: "Retention",
  health: "Health thresholds",
  probePolicy: "Probe policy",
  access: "Access",
  timeZone: "Time zone",
};

export const isSetting = (key: string): key is ConfigKey => Object.hasOwn(SETTING_NAMES, key);
