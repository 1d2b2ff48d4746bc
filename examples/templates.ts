import type { InputSchema } from "@fieldline/domain/input-schema";
import { z } from "zod";
import { INPUTS as DIRECTORY } from "./directory-agent/inputs.ts";
import { INPUTS as SYNC } from "./sync-agent/inputs.ts";

interface About {
  name: string;
  description: string;
  acceptanceCriteria: string;
  queue?: "high" | "standard" | "batch";
}

const COMMANDS: Record<keyof typeof DIRECTORY, About> = {
  "list-businesses": {
    name: "List businesses",
    description: "A page of the directory, narrowed as wished.",
    acceptanceCriteria: "The result holds the page, the total and where the next page begins.",
  },
  "import-csv": {
    name: "Import a CSV",
    description: "Adds the businesses of a CSV that are not there yet; they wait for approval.",
    acceptanceCriteria:
      "- Each row is added, known already, or named with its fault.\n- Imported once more, it adds nothing.",
    queue: "high",
  },
  "export-csv": {
    name: "Export a CSV",
    description: "Writes the directory, or a part of it, into the agent's outbox.",
    acceptanceCriteria: "The file holds as many businesses as the result says.",
    queue: "high",
  },
  "approve-business": {
    name: "Approve a business",
    description: "Publishes one entry.",
    acceptanceCriteria: "The business is approved.",
  },
  "reject-business": {
    name: "Reject a business",
    description: "Refuses one entry and keeps the reason.",
    acceptanceCriteria: "The business is rejected, with the reason.",
  },
  "batch-approve": {
    name: "Approve in a batch",
    description: "Approves what waits and has no fault.",
    acceptanceCriteria: "What is left pending has a fault that validate-businesses names.",
    queue: "batch",
  },
  "batch-reject": {
    name: "Reject in a batch",
    description: "Rejects what waits, with one reason.",
    acceptanceCriteria: "Nothing of the wished part is pending.",
    queue: "batch",
  },
  stats: {
    name: "Directory statistics",
    description: "How many businesses, by status and category.",
    acceptanceCriteria: "The figures add up to the total.",
  },
  "list-suburbs": {
    name: "List suburbs",
    description: "Each suburb with its businesses, counted.",
    acceptanceCriteria: "The counts add up to the total.",
  },
  "list-categories": {
    name: "List categories",
    description: "Each category with its businesses, counted.",
    acceptanceCriteria: "The counts add up to the total.",
  },
  "deduplicate-businesses": {
    name: "Deduplicate businesses",
    description: "Marks those that are there twice, by how alike their names and addresses are.",
    acceptanceCriteria: "- Of each two that are alike the older stays.\n- Run once more, it finds none.",
    queue: "batch",
  },
  "validate-businesses": {
    name: "Validate businesses",
    description: "Says of each entry what is wrong with it.",
    acceptanceCriteria: "Every entry was looked at; the faulty ones are named.",
    queue: "batch",
  },
};

const SYNCS: Record<keyof typeof SYNC, About> = {
  quran: {
    name: "Sync the Quran",
    description: "Fetches the chapters where they have changed.",
    acceptanceCriteria: "114 chapters with 6,236 verses are kept.",
  },
  prayer: {
    name: "Sync prayer times",
    description: "Fetches the times of the coming days for each place.",
    acceptanceCriteria: "The times of each place and day are kept, in their order.",
  },
  hadith: {
    name: "Sync the hadith",
    description: "Fetches each page of each collection.",
    acceptanceCriteria: "Every collection is there without a hole.",
  },
  audio: {
    name: "Sync the recitations",
    description: "Fetches the files that are missing.",
    acceptanceCriteria: "Every file is there, and its checksum is right.",
  },
  finance: {
    name: "Sync exchange rates",
    description: "Fetches the rates of the day.",
    acceptanceCriteria: "- The rates of every currency are kept.\n- None is older than a day, and each two agree.",
  },
};

const TIMEOUT_MS = 30 * 60_000;

/** A template for each type of task that the example agents do, its form made of what the handler takes. */
export function exampleTemplates() {
  return [
    ...Object.entries(COMMANDS).map(([name, about]) =>
      templateOf(`directory.${name}`, DIRECTORY[name as keyof typeof DIRECTORY], about),
    ),
    ...Object.entries(SYNCS).map(([name, about]) => templateOf(`sync.${name}`, SYNC[name as keyof typeof SYNC], about)),
  ];
}

function templateOf(type: string, schema: z.ZodType, { name, queue = "standard", ...about }: About) {
  const { $schema: _schema, ...inputSchema } = z.toJSONSchema(schema, { io: "input" });
  return {
    slug: type.replaceAll(".", "-"),
    name,
    kind: "task" as const,
    category: type.startsWith("sync.") ? "Sync" : "Directory",
    description: about.description,
    spec: { type, ...about, inputSchema: inputSchema as InputSchema },
    variables: [],
    defaults: { queue, timeoutMs: TIMEOUT_MS, retry: { maxAttempts: 3, initialMs: 5_000 } },
  };
}

/** When the syncs run. */
export const SCHEDULES = [
  { name: "sync.quran", cron: "0 3 * * *", maxConcurrency: 1 },
  { name: "sync.prayer", cron: "0 */6 * * *", maxConcurrency: 2 },
  { name: "sync.hadith", cron: "0 2 * * 0", maxConcurrency: 1 },
  { name: "sync.audio", cron: "0 4 * * 0", maxConcurrency: 1 },
  { name: "sync.finance", cron: "0 4 * * *", maxConcurrency: 1 },
] as const;
