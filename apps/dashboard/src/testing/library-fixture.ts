import type { Handler, Template } from "@fieldline/domain/template";

const BY = { id: "local-admin", name: "Local administrator" };

export const DOCUMENT = {
  version: "1.0",
  steps: [{ action: { name: "Restart", type: "runCommand", input: { command: "systemctl,restart,{{SERVICE}}" } } }],
};

/** A template at its second version, with the list of its versions. */
export function aTemplate(part: Partial<Template> = {}) {
  const template: Template = {
    id: "00000000-0000-7000-a000-000000000001",
    slug: "restart-service",
    name: "Restart a service",
    category: "Services",
    description: "Restarts one unit.",
    kind: "command",
    version: 2,
    spec: { document: DOCUMENT },
    variables: [{ name: "SERVICE", required: true, pattern: "[a-z-]+" }],
    defaults: {},
    isShipped: false,
    createdAt: 1_000,
    updatedAt: 2_000,
    ...part,
  };
  const versions = [2, 1].map((version) => ({ version, createdAt: version * 1_000, createdBy: BY }));
  return { ...template, versions };
}

/** A handler at its first version, with its script. */
export function aHandler(part: Partial<Handler & { content: string }> = {}) {
  return {
    id: "00000000-0000-7000-b000-000000000001",
    name: "backup-directory",
    description: "Packs a folder.",
    interpreter: "sh" as const,
    version: 1,
    sha256: "ab".repeat(32),
    sizeBytes: 20,
    isShipped: true,
    createdAt: 1_000,
    updatedAt: 1_000,
    content: "tar c .\n",
    versions: [{ version: 1, createdAt: 1_000, createdBy: BY }],
    ...part,
  };
}
