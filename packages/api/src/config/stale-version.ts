import type { Setting } from "@fieldline/db/config";
import type { ConfigKey } from "@fieldline/domain/config";
import { DomainError } from "@fieldline/domain/errors";

const SECTION: Record<ConfigKey, string> = {
  limits: "Limits",
  durationPresets: "Duration presets",
  cadencePresets: "Interval presets",
  retention: "Retention",
  health: "Health",
  probePolicy: "Probe policy",
  access: "Access",
  timeZone: "Time zone",
};

/** Why a change of a setting that has moved on was not saved, with what is there now and who put it there. */
export function staleVersion(
  { value, version, updatedBy, updatedAt }: Setting,
  { key, expectedVersion, userId }: { key: ConfigKey; expectedVersion: number; userId: string },
): DomainError {
  const what = `Settings → ${SECTION[key]}`;
  const happened =
    version < expectedVersion
      ? `${what} is at version ${version} and was never at version ${expectedVersion}`
      : `${updatedBy?.id === userId ? "You" : (updatedBy?.name ?? "Another administrator")} changed ${what} after you had opened it`;
  return new DomainError(
    "VERSION_MISMATCH",
    `${happened}, so your change was not saved. Look at the present value and make your change again on top of it.`,
    { version, value, updatedBy: updatedBy && (updatedBy.name ?? updatedBy.id), updatedAt },
  );
}
