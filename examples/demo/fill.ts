import type { FieldlineClient } from "@fieldline/client/client";
import { setUp } from "../set-up.ts";

const MINUTE_MS = 60_000;
const LINES = [
  { account: "ACC-7731", host: "cpe-7731.example.net", scenario: "healthy" },
  { account: "ACC-2204", host: "cpe-2204.example.net", scenario: "intermittent" },
  { account: "ACC-9310", host: "cpe-9310.example.net", scenario: "offline" },
] as const;
const CSV = `name,category,street,suburb,postcode,phone,email,website
Corner Café Oxley,Café,1 Main St,Oxley,4075,07 5550 0001,hello@corner.example,https://corner.example
Station Bakery Oxley,Bakery,9 Station Rd,Oxley,4075,07 5550 0002,hello@station.example,https://station.example
No name here,,,Oxley,4075,,,
`;

/** Has an empty server do what people do with it, by the API: nothing is made up but the simulated lines. */
export async function fill(
  api: FieldlineClient,
  { deviceId, server }: { deviceId: string; server: string },
): Promise<void> {
  await setUp(api);
  await Promise.all(LINES.map((line) => startProbe(api, line)));
  await onDevice(api, { deviceId, port: Number(new URL(server).port) });
  for (const { id } of (await api.schedules.list.query({ limit: 100 })).items)
    await api.schedules.runNow.mutate({ id });
  await api.jobs.createMany.mutate({ jobs: MORNING });
  await api.jobs.create.mutate({
    kind: "task",
    templateId: "directory-approve-business",
    name: "Approve a business that is gone",
    input: { id: 999_999 },
  });
}

/** What an administrator has done in the morning: each step waits for the one before. */
const MORNING = [
  { ref: "import", templateId: "directory-import-csv", name: "Import the new businesses", input: { csv: CSV } },
  { ref: "duplicates", dependsOn: ["import"], templateId: "directory-deduplicate-businesses", name: "Find duplicates" },
  {
    ref: "approve",
    dependsOn: ["duplicates"],
    templateId: "directory-batch-approve",
    name: "Approve what has no fault",
  },
  { ref: "export", dependsOn: ["approve"], templateId: "directory-export-csv", name: "Export for the website" },
].map((job) => ({ kind: "task" as const, ...job }));

async function startProbe(api: FieldlineClient, { account, host, scenario }: (typeof LINES)[number]): Promise<void> {
  await api.jobs.create.mutate({
    kind: "probe",
    method: "simulated",
    target: { host, accountNumber: account },
    vantage: { kind: "simulator", scenario, seed: 7 },
    cadenceMs: 1_000,
    durationMs: 30 * MINUTE_MS,
    notes: "Part of the demonstration",
  });
}

async function onDevice(api: FieldlineClient, { deviceId, port }: { deviceId: string; port: number }): Promise<void> {
  await api.jobs.create.mutate({
    kind: "probe",
    method: "tcp",
    target: { host: "127.0.0.1", port, accountNumber: "ACC-5520" },
    vantage: { kind: "device", deviceId },
    cadenceMs: 1_000,
    durationMs: 5 * MINUTE_MS,
    name: "This server, from the device",
  });
  await api.rollouts.create.mutate({ templateId: "health-check", targets: { deviceIds: [deviceId] } });
}
