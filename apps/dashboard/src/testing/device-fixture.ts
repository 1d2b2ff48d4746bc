import type { Device } from "@fieldline/domain/device";

let made = 0;

/** An online device that nothing else knows of. */
export function aDevice(part: Partial<Device> = {}): Device {
  made += 1;
  return {
    id: `00000000-0000-7000-9000-${String(made).padStart(12, "0")}`,
    name: `gw-${made}`,
    kind: "device",
    capabilities: { kinds: ["probe", "command"] },
    attributes: { "device.os": "linux", site: "Berlin" },
    mac: "00:11:22:33:44:55",
    ip: "203.0.113.12",
    accountNumber: "ACC-7731",
    agentVersion: "0.1.0",
    notes: null,
    groupIds: [],
    isOnline: true,
    seenAt: 2_000,
    enrolledAt: 1_000,
    enrolledBy: { id: "local-admin", name: "Local administrator" },
    revokedAt: null,
    updatedAt: 2_000,
    ...part,
  };
}
