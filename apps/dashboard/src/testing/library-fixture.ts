import type { CommandTemplate, Handler, ProbeTemplate, TaskTemplate } from "@fieldline/domain/template";

const BY = { id: "local-admin", name: "Local administrator" };

const VERSIONS = [2, 1].map((version) => ({ version, createdAt: version * 1_000, createdBy: BY }));

export const DOCUMENT = {
  version: "1.0",
  steps: [{ action: { name: "Restart", type: "runCommand", input: { command: "systemctl,restart,{{SERVICE}}" } } }],
};

/** A template at its second version, with the list of its versions. */
export function aTemplate(part: Partial<CommandTemplate> = {}) {
  const template: CommandTemplate = {
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
  return { ...template, versions: VERSIONS };
}

/** A template of tasks with an input to fill in. */
export function aTaskTemplate(part: Partial<TaskTemplate> = {}) {
  const template: TaskTemplate = {
    ...aTemplate({ id: "00000000-0000-7000-a000-000000000002", slug: "sync-source", name: "Sync a source" }),
    category: "Sync",
    description: "Fetches one source.",
    kind: "task",
    spec: {
      type: "sync.finance",
      description: "Fetch {{SOURCE}}.",
      input: { source: "{{SOURCE}}" },
      inputSchema: {
        type: "object",
        required: ["days"],
        properties: {
          source: { type: "string" },
          days: { type: "integer", minimum: 1, maximum: 30, title: "Days", description: "How far back." },
          isFull: { type: "boolean", default: false },
        },
      },
    },
    variables: [{ name: "SOURCE", required: true }],
    defaults: { queue: "batch", priority: 3 },
    ...part,
  };
  return { ...template, versions: VERSIONS };
}

/** A template of probes of one account. */
export function aProbeTemplate(part: Partial<ProbeTemplate> = {}) {
  const template: ProbeTemplate = {
    ...aTemplate({ id: "00000000-0000-7000-a000-000000000003", slug: "line-check", name: "Check a line" }),
    description: "Ten minutes of one line.",
    kind: "probe",
    spec: {
      probe: {
        method: "tcp",
        vantage: { kind: "edge" },
        target: { host: "modem.example", port: 443, accountNumber: "{{ACCOUNT}}" },
        cadenceMs: 2_000,
        durationMs: 600_000,
      },
    },
    variables: [{ name: "ACCOUNT", required: true }],
    ...part,
  };
  return { ...template, versions: VERSIONS };
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
