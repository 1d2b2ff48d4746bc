import { z } from "zod";
import type { Json, ProbeSpec } from "../job/job.ts";
import { normaliseMac } from "../job/mac.ts";
import { createTaskInput } from "./create-task.ts";
import {
  commonTerms,
  dependencyTerms,
  packetTimeoutInput,
  queueTtlInput,
  variablesInput,
  workTerms,
} from "./job-terms.ts";

export const CADENCE_MS = { min: 1_000, max: 300_000 } as const;
/** What a device may go down to: it measures by itself, in microseconds. */
export const DEVICE_CADENCE_MS = 200;
/** A way is measured hop by hop, which takes its time. */
export const TRACEROUTE_CADENCE_MS = 5_000;
export const DURATION_MS = { min: 10_000, max: 7 * 86_400_000 } as const;
export const PACKETS = { min: 1, max: 20 } as const;
/** Packets of one tick that are under way at once: what the platform allows a worker in open connections. */
export const PACKETS_AT_ONCE = 6;

const hostName = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i;
/** A last label that is a number makes an address or a mistake, never a name (WHATWG URL, "ends in a number"). */
const endsInNumber = /(^|\.)(\d+|0x[\da-f]*)\.?$/i;

const ipAddress = z.union([z.ipv4(), z.ipv6()], { error: "Give an IPv4 or IPv6 address, like 203.0.113.47." });

const host = z
  .string({ error: "Give the host to measure: a name, an IPv4 or an IPv6 address." })
  .trim()
  .min(1, "Give the host to measure: a name, an IPv4 or an IPv6 address.")
  .max(253, "A host has at most 253 characters.")
  .transform((text) => text.replace(/^\[(.*:.*)\]$/, "$1"))
  .refine(
    (text) => ipAddress.safeParse(text).success || (hostName.test(text) && !endsInNumber.test(text)),
    "Not a host name, IPv4 or IPv6 address. Write international names in their xn-- form, without a scheme or path.",
  );

const pathWords = "A path starts with / and holds no spaces; percent-encode other characters.";
const accountWords = "An account number has 1 to 64 characters.";
const macWords = "A MAC address has 12 hex digits, like 00:11:22:33:44:55.";

const target = z.object(
  {
    host,
    port: z
      .int("A port is a whole number from 1 to 65535.")
      .min(1, "A port is 1 to 65535.")
      .max(65_535, "A port is 1 to 65535.")
      .optional(),
    path: z
      .string(pathWords)
      .max(2_000, "A path has at most 2,000 characters.")
      .regex(/^\/[\x21-\x7e]*$/, pathWords)
      .optional(),
    accountNumber: z.string(accountWords).trim().min(1, accountWords).max(64, accountWords).optional(),
    mac: z
      .string(macWords)
      .transform((text, ctx) => {
        const mac = normaliseMac(text);
        if (mac) return mac;
        ctx.addIssue({ code: "custom", message: macWords });
        return z.NEVER;
      })
      .optional(),
    ip: ipAddress.optional(),
  },
  "Give the target to measure: an object with at least a host.",
);

const seedWords = "A seed is a whole number from 0 to 2147483647.";

const vantage = z.discriminatedUnion(
  "kind",
  [
    z.object({ kind: z.literal("edge") }),
    z.object({ kind: z.literal("device"), deviceId: z.uuid("A device's id is a UUID.") }),
    z.object({
      kind: z.literal("simulator"),
      scenario: z.enum(["healthy", "intermittent", "offline"], {
        error: "The scenario is healthy, intermittent or offline.",
      }),
      seed: z
        .int(seedWords)
        .min(0, seedWords)
        .max(2 ** 31 - 1, seedWords)
        .optional(),
    }),
  ],
  { error: "Measure from edge, device or simulator." },
);

const cadenceWords = "A cadence is 1 s to 5 min: 1,000 to 300,000 ms.";
const deviceCadenceWords = "A device measures every 200 ms to 5 min: 200 to 300,000 ms.";
const durationWords = "A duration is 10 s to 7 days: 10,000 to 604,800,000 ms.";
const packetsWords = "A tick sends 1 to 20 packets.";
const statusWords = "Expected statuses are 1 to 20 whole numbers from 100 to 599.";
const unavailable = (what: string) => z.undefined({ error: `${what} cannot be used with a probe.` }).optional();

/** A probe, as `jobs.create` takes it. */
export const createProbeInput = z
  .object({
    kind: z.literal("probe"),
    ...commonTerms,
    target,
    method: z.enum(["icmp", "tcp", "http", "traceroute", "simulated"], {
      error: "The method is icmp, tcp, http, traceroute or simulated.",
    }),
    vantage,
    cadenceMs: z.int(cadenceWords).min(DEVICE_CADENCE_MS, deviceCadenceWords).max(CADENCE_MS.max, cadenceWords),
    durationMs: z.int(durationWords).min(DURATION_MS.min, durationWords).max(DURATION_MS.max, durationWords),
    packets: z.int(packetsWords).min(PACKETS.min, packetsWords).max(PACKETS.max, packetsWords).default(1),
    timeoutMs: packetTimeoutInput.optional(),
    expectedStatus: z
      .array(z.int(statusWords).min(100, statusWords).max(599, statusWords), statusWords)
      .min(1, statusWords)
      .max(20, statusWords)
      .optional(),
    followRedirects: z.boolean("Following redirects is true or false.").optional(),
    queueTtlMs: queueTtlInput.optional(),
    templateId: unavailable("A template"),
    variables: unavailable("Variables"),
    ...dependencyTerms,
  })
  .superRefine((input, ctx) => {
    const refuse = (path: string[], message: string) => ctx.addIssue({ code: "custom", path, message, input });
    const simulated = input.vantage.kind === "simulator";
    const isOnDevice = input.vantage.kind === "device";
    if (input.cadenceMs < CADENCE_MS.min && !isOnDevice) refuse(["cadenceMs"], cadenceWords);
    if (input.method === "traceroute" && input.cadenceMs < TRACEROUTE_CADENCE_MS)
      refuse(["cadenceMs"], "A traceroute is measured every 5 s to 5 min: 5,000 to 300,000 ms.");
    if (input.method === "traceroute" && input.packets !== 1)
      refuse(["packets"], "A traceroute takes one sample a tick.");
    if (input.method === "icmp" && !isOnDevice)
      refuse(["method"], "ICMP is measured from a device. From the edge use tcp or http.");
    else if (input.method === "traceroute" && !isOnDevice)
      refuse(["method"], "A traceroute is measured from a device. From the edge use tcp or http.");
    else if (simulated !== (input.method === "simulated"))
      refuse(["method"], "The simulator vantage and the simulated method go together.");
    if (input.method === "tcp" && input.target.port === undefined)
      refuse(["target", "port"], "A TCP probe needs the port to connect to.");
    const longest = longestTimeoutMs(input.cadenceMs, input.packets);
    if (input.timeoutMs !== undefined && input.timeoutMs > longest)
      refuse(
        ["timeoutMs"],
        input.packets > PACKETS_AT_ONCE
          ? `${input.packets} packets go out ${PACKETS_AT_ONCE} at a time, so each can wait at most ${longest} ms at this cadence.`
          : `A packet's timeout can be at most the cadence, ${longest} ms.`,
      );
  });

const device = z.uuid("Give the id of the device to run on: a UUID.");
const command = z
  .object({
    kind: z.literal("command"),
    ...commonTerms,
    deviceId: device,
    /** Checked by the parser of documents, which names each fault by its path. */
    document: z.unknown().optional(),
    ...workTerms,
  })
  .superRefine(({ document, templateId }, ctx) => {
    if ((document === undefined) === (templateId === undefined))
      ctx.addIssue({
        code: "custom",
        path: ["document"],
        message: "Give either a job document or the template to run.",
        input: document,
      });
  });

const templateWords = "A template is named by its id or slug.";
const probeOfTemplate = z.object({
  kind: z.literal("probe"),
  templateId: z.string(templateWords).min(1, templateWords).max(100, templateWords),
  variables: variablesInput.optional(),
  idempotencyKey: commonTerms.idempotencyKey,
  runAt: commonTerms.runAt,
  ...dependencyTerms,
});

/** A probe of a template: what it says itself is laid over the template's probe, and checked as a whole then. */
export type CreateProbeOfTemplate = z.output<typeof probeOfTemplate> & { given: Record<string, Json> };
type ProbeInput = z.input<typeof createProbeInput>;
type ProbeOfTemplateInput = Partial<Omit<ProbeInput, "kind" | "templateId" | "variables">> &
  z.input<typeof probeOfTemplate>;

const probe = z
  .looseObject({ kind: z.literal("probe") })
  .transform((input, ctx): z.output<typeof createProbeInput> | CreateProbeOfTemplate => {
    const parsed = (input.templateId === undefined ? createProbeInput : probeOfTemplate).safeParse(input);
    for (const { path, message } of parsed.error?.issues ?? []) ctx.addIssue({ code: "custom", path, message });
    if (!parsed.success) return z.NEVER;
    const { data } = parsed;
    if (data.templateId === undefined) return data;
    const given = Object.entries(input).filter(([field]) => !(field in probeOfTemplate.shape));
    return { ...data, given: Object.fromEntries(given) as Record<string, Json> };
  });

export type CreateJobInput =
  | ProbeInput
  | ProbeOfTemplateInput
  | z.input<typeof command>
  | z.input<typeof createTaskInput>;
export type CreateProbeInput = z.input<typeof createProbeInput>;
export type CreateJob = z.output<typeof probe> | z.output<typeof command> | z.output<typeof createTaskInput>;

/** Input of `jobs.create`. Every refusal names its field and says what would be taken. */
export const createJobInput: z.ZodType<CreateJob, CreateJobInput> = z.discriminatedUnion(
  "kind",
  [probe, command, createTaskInput],
  { error: "The kind of job is probe, command or task." },
) as never;
/** A whole probe, whatever it was made of. */
export type CreateProbe = Omit<z.output<typeof createProbeInput>, "templateId"> & { templateId?: string | undefined };
export type CreateTask = Extract<CreateJob, { kind: "task" }>;
export type CreateCommand = Extract<CreateJob, { kind: "command" }>;

/** The longest wait for one packet, in ms, such that a tick's packets all end within the cadence. */
export function longestTimeoutMs(cadenceMs: number, packets: number): number {
  return Math.floor(cadenceMs / Math.ceil(packets / PACKETS_AT_ONCE));
}

/** The wait for one packet when none is given: four fifths of what fits, 5 s at most. */
export function defaultTimeoutMs(cadenceMs: number, packets: number): number {
  return Math.min(5_000, Math.floor(longestTimeoutMs(cadenceMs, packets) * 0.8));
}

/** The probe that a valid input describes, with every default filled in. `seed` is used where none was given. */
export function probeSpecOf(input: CreateProbe, seed: number): ProbeSpec {
  const { target, method, cadenceMs, durationMs, packets, expectedStatus, followRedirects } = input;
  const vantage =
    input.vantage.kind === "simulator" ? { ...input.vantage, seed: input.vantage.seed ?? seed } : input.vantage;
  const timeoutMs = input.timeoutMs ?? defaultTimeoutMs(cadenceMs, packets);
  return {
    target,
    method,
    vantage,
    cadenceMs,
    durationMs,
    packets,
    timeoutMs,
    ...(expectedStatus && { expectedStatus }),
    ...(followRedirects !== undefined && { followRedirects }),
  };
}

/** How many samples a probe will take: its ticks times its packets. */
export function sampleCount(probe: { cadenceMs: number; durationMs: number; packets: number }): number {
  return Math.ceil(probe.durationMs / probe.cadenceMs) * probe.packets;
}
