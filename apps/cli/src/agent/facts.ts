import { arch, hostname, platform } from "node:os";
import type { Settings } from "./settings.ts";

/** What the device says of its machine when it enrols; the server puts `device.` before each name. */
export function machineAttributes(): Record<string, string> {
  return { os: platform(), arch: arch(), hostname: hostname(), node: process.versions.node };
}

/** What the conditions of a job document can ask about: under the server's names, and under plain ones. */
export function factsOf({ name, attributes }: Pick<Settings, "name" | "attributes">): Record<string, string> {
  const own = Object.entries({ ...attributes, ...machineAttributes(), name });
  return {
    ...attributes,
    ...Object.fromEntries(own.map(([key, value]) => [`device.${key}`, value])),
    operatingSystem: platform(),
    architecture: arch(),
    hostname: hostname(),
    nodeVersion: process.versions.node,
  };
}
