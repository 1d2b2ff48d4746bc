import type { Config } from "@fieldline/domain/config";
import { DEFAULT_CONFIG } from "@fieldline/domain/default-config";
import { createQuery } from "@tanstack/solid-query";
import { isRecord, keep, kept } from "../kept.ts";
import { server } from "../server.ts";
import { heedSignOut } from "../session/person.ts";

type Presets = Pick<Config, "durationPresets" | "cadencePresets">;

const KEY = "presets";

/** The presets an administrator set; without a connection the last ones seen here, or the built-in ones. */
export function createPresets() {
  return createQuery(() => ({
    queryKey: ["presets"],
    queryFn: loadPresets,
    initialData: kept(KEY, isPresets) ?? undefined,
    initialDataUpdatedAt: 0,
    staleTime: 300_000,
    retry: false,
  }));
}

async function loadPresets(): Promise<Presets> {
  try {
    const { durationPresets, cadencePresets } = await server.config.get.query();
    keep(KEY, { durationPresets, cadencePresets });
    return { durationPresets, cadencePresets };
  } catch (thrown) {
    heedSignOut(thrown);
    return kept(KEY, isPresets) ?? DEFAULT_CONFIG;
  }
}

function isPresets(value: unknown): value is Presets {
  return isRecord(value) && isPresetList(value.durationPresets) && isPresetList(value.cadencePresets);
}

function isPresetList(value: unknown) {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((preset) => isRecord(preset) && typeof preset.label === "string" && typeof preset.ms === "number")
  );
}
