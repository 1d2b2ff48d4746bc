import { z } from "zod";
import { MAX_STEPS, STEP_STATES } from "../command/document.ts";
import { JOB_KINDS, type Json } from "../job/job.ts";
import { isDeeperThan } from "../job/json-depth.ts";
import { normaliseMac } from "../job/mac.ts";
import { toThreeDecimals } from "../probe/rounding.ts";
import { attributes, deviceId, MAX_ATTRIBUTES, OWN_PREFIX } from "./devices.ts";
import { jobId, listJobsInput } from "./list-jobs.ts";

/** Inputs of what a device calls. Every refusal names its field and says what would be taken; other keys are dropped. */

const REPORT_LENGTH = 200_000;
const JSON_DEPTH = 32;
const LATEST_AT = 8_640_000_000_000;

const words = (message: string, { min = 0, max }: { min?: number; max: number }) =>
  z.string(message).min(min, message).max(max, message);
const whole = (message: string, { min, max }: { min: number; max: number }) =>
  z.int(message).min(min, message).max(max, message);
const line = (message: string, max: number) =>
  z
    .string(message)
    .trim()
    .min(1, message)
    .max(max, message)
    .regex(/^\P{Cc}*$/u, message);
const at = whole("A time is in ms since 1970, a whole number.", { min: 0, max: LATEST_AT });

const kindsWords = `The kinds are ${JOB_KINDS.join(", ")}.`;
const typesWords = "Types are a list of at most 50 names, each of 1 to 100 characters.";
const kinds = z.array(z.enum(JOB_KINDS, kindsWords), kindsWords).max(JOB_KINDS.length, kindsWords);
const types = z.array(words(typesWords, { min: 1, max: 100 }), typesWords).max(50, typesWords);

const capabilities = z.object(
  {
    kinds: kinds.min(1, `Name at least one kind of job that the device takes. ${kindsWords}`),
    types: types.optional(),
  },
  "Say what the device can do: an object with kinds and, where it is not all, types.",
);

const macWords = "A MAC address has 12 hex digits, like 00:11:22:33:44:55.";
const mac = z.string(macWords).transform((text, ctx) => {
  const normalised = normaliseMac(text);
  if (normalised) return normalised;
  ctx.addIssue({ code: "custom", message: macWords });
  return z.NEVER;
});

/** What a device says of itself stands apart from what people say of it, whatever it calls it. */
const ownAttributes = attributes
  .transform((all) =>
    Object.fromEntries(
      Object.entries(all).map(([key, value]) => [key.startsWith(OWN_PREFIX) ? key : `${OWN_PREFIX}${key}`, value]),
    ),
  )
  .refine((all) => Object.keys(all).length <= MAX_ATTRIBUTES, `A device has at most ${MAX_ATTRIBUTES} attributes.`);

const tokenWords = "Give the enrollment token: devices.createEnrollment makes one.";
const secretWords = "Give the device's secret, as device.enroll told it.";

export const enrollInput = z.object({
  token: words(tokenWords, { min: 1, max: 200 }),
  name: line("A device's name has 1 to 100 characters, without line breaks or other control characters.", 100),
  capabilities,
  mac: mac.optional(),
  ip: z.union([z.ipv4(), z.ipv6()], { error: "Give an IPv4 or IPv6 address, like 203.0.113.47." }).optional(),
  accountNumber: line("An account number has 1 to 64 characters.", 64).optional(),
  agentVersion: line("An agent's version has 1 to 60 characters.", 60).optional(),
  attributes: ownAttributes.optional(),
});
export type Enroll = z.output<typeof enrollInput>;

export const refreshInput = z.object({
  deviceId,
  secret: words(secretWords, { min: 1, max: 200 }),
  /** What it has handlers for now; absent leaves what is known. The kinds of its work stay as it was enrolled. */
  types: types.optional(),
});

const attempt = whole("An attempt is a whole number from 1.", { min: 1, max: 1_000_000 });
const namedWords = "Name at most 100 jobs, each by its id and attempt.";
export const heartbeatInput = z
  .object({
    jobs: z
      .array(z.object({ id: jobId, attempt }, namedWords), namedWords)
      .max(100, namedWords)
      .default([]),
    /** Taken, so that an agent may send them; nothing keeps them yet. */
    metrics: z.record(z.string(), z.unknown(), "Metrics are an object.").optional(),
  })
  .prefault({});

const maxWords = "max is a whole number from 1 to 50.";
export const nextInput = z
  .object({
    max: whole(maxWords, { min: 1, max: 50 }).default(1),
    types: types.optional(),
    kinds: kinds.optional(),
  })
  .prefault({});

const json = (what: string) =>
  z.custom<Json>(
    (value) => value !== undefined && !isDeeperThan(value, JSON_DEPTH),
    `${what} is any JSON, nested at most ${JSON_DEPTH} deep.`,
  );

const ofAttempt = { jobId, attempt };
const messageWords = "A message has at most 2,000 characters.";
const message = words(messageWords, { max: 2_000 });
const codeWords = "An error's code has 1 to 60 capital letters, digits and _.";
const exitWords = "An exit code is a whole number from -2147483648 to 4294967295.";
const exitCode = whole(exitWords, { min: -(2 ** 31), max: 2 ** 32 - 1 });
const progressWords = "Progress is a number from 0 to 100.";
const stepWords = "A step's name has 1 to 200 characters.";
const stepName = words(stepWords, { min: 1, max: 200 });
const stepsWords = `Steps are a list of at most ${MAX_STEPS + 1}, each with its name and state.`;
const outputWords = "Output is a list of at most 1,000 pieces, each with its stream and text.";
const reportWords = `A report has at most ${REPORT_LENGTH.toLocaleString("en-US")} characters as JSON. Send the rest in the next one.`;

/** A list of jobs carries the result of each. */
const RESULT_LENGTH = 65_536;
const resultWords =
  "A result has at most 65,536 characters as JSON. Keep what is larger elsewhere, and name the place.";

export const reportInput = z
  .object({
    ...ofAttempt,
    seq: whole("seq counts the reports of an attempt, from 1.", { min: 1, max: Number.MAX_SAFE_INTEGER }),
    expectedVersion: whole("A version is a whole number.", { min: 0, max: Number.MAX_SAFE_INTEGER }).optional(),
    status: z
      .enum(["running", "completed", "failed", "rejected"], "The status is running, completed, failed or rejected.")
      .optional(),
    progress: z.number(progressWords).min(0, progressWords).max(100, progressWords).optional(),
    message: message.optional(),
    result: json("A result")
      .refine((value) => JSON.stringify(value).length <= RESULT_LENGTH, resultWords)
      .optional(),
    error: z
      .object(
        {
          code: z.string(codeWords).regex(/^[A-Z0-9_]{1,60}$/, codeWords),
          message,
          retryable: z.boolean("retryable is true or false.").optional(),
        },
        "An error is an object with code and message.",
      )
      .optional(),
    exitCode: exitCode.optional(),
    output: z
      .array(
        z.object(
          {
            stream: z.enum(["stdout", "stderr"], "The stream is stdout or stderr."),
            step: stepName.optional(),
            text: z.string("text is the output as text."),
          },
          outputWords,
        ),
        outputWords,
      )
      .max(1_000, outputWords)
      .optional(),
    payload: z
      .object(
        { request: json("A request").optional(), response: json("A response").optional() },
        "A payload is an object with request and response.",
      )
      .optional(),
    steps: z
      .array(
        z.object(
          {
            name: stepName,
            state: z.enum(STEP_STATES, `A step's state is ${STEP_STATES.join(", ")}.`),
            exitCode: exitCode.optional(),
            signal: words("A signal has a name such as SIGKILL.", { min: 1, max: 20 }).optional(),
            startedAt: at.optional(),
            endedAt: at.optional(),
            message: message.optional(),
          },
          stepsWords,
        ),
        stepsWords,
      )
      .max(MAX_STEPS + 1, stepsWords)
      .optional(),
  })
  .refine((report) => JSON.stringify(report).length <= REPORT_LENGTH, reportWords);

const rttWords = "rttMs is 0 to 600,000 ms, or null where no reply came.";
const rttMs = z.number(rttWords).min(0, rttWords).max(600_000, rttWords).transform(toThreeDecimals).nullable();
const hopsWords = "A way has at most 64 hops, each with ttl, ip and rttMs.";
const hop = z.object(
  {
    ttl: whole("A hop's ttl is 1 to 255.", { min: 1, max: 255 }),
    ip: words("A hop's ip is an address, or null where nobody answered.", { max: 45 }).nullable(),
    name: words("A hop's name has at most 253 characters.", { max: 253 }).optional(),
    rttMs: z.array(rttMs, hopsWords).max(10, "A hop has at most 10 round trips."),
  },
  hopsWords,
);
const samplesWords = "Send 1 to 1,000 samples at a time.";
const sample = z.object(
  {
    seq: whole("A sample's seq is a whole number from 1.", { min: 1, max: Number.MAX_SAFE_INTEGER }),
    tick: whole("A tick is a whole number from 0.", { min: 0, max: Number.MAX_SAFE_INTEGER }),
    at,
    rttMs,
    error: words("A sample's error has at most 500 characters.", { max: 500 }).optional(),
    hops: z.array(hop, hopsWords).max(64, hopsWords).optional(),
  },
  "A sample is an object with seq, tick, at and rttMs.",
);
export const sampleBatchInput = z.object({
  ...ofAttempt,
  samples: z.array(sample, samplesWords).min(1, samplesWords).max(1_000, samplesWords),
});

export const rejectInput = z.object({
  ...ofAttempt,
  reason: line("Say in 1 to 500 characters why the job is rejected.", 500),
});
export const releaseInput = z.object({
  ...ofAttempt,
  reason: line("Say in 1 to 500 characters why the job is handed back.", 500).default("it did not say why"),
});

export const deviceHandlerInput = z.object({
  name: words("Give the handler's name, 1 to 100 characters.", { min: 1, max: 100 }),
  version: whole("A version is a whole number from 1.", { min: 1, max: Number.MAX_SAFE_INTEGER }).optional(),
});
export const historyInput = listJobsInput.unwrap().pick({ limit: true, cursor: true }).prefault({});
