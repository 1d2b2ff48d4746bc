import { z } from "zod";
import { MAX_RATE_PER_MINUTE } from "../rollout/pacing.ts";
import type { RolloutRate } from "../rollout/rollout.ts";
import { knownFields } from "./known-fields.ts";

const words =
  "Give a rate: { maxPerMinute }, or { baseRatePerMinute, incrementFactor, after: { notified } or { succeeded } }.";
const baseWords = "A rate begins at a whole number of devices a minute, 1 to 1,000.";
const mostWords = "A rate is at most a whole number of devices a minute, 1 to 1,000,000.";
const factorWords = "A rate grows by a factor of 1.1 to 5.";
const afterWords =
  "A rate grows each time so many devices were told or have succeeded: { notified: n } or { succeeded: n }.";
const exponentialWords = "Give exponentialRate: { baseRatePerMinute, incrementFactor, rateIncreaseCriteria }.";
const criteriaWords = "Give numberOfNotifiedThings or numberOfSucceededThings.";
const devicesWords = "Give a whole number of devices, 1 or more.";

const base = z.int(baseWords).min(1, baseWords).max(1_000, baseWords);
const most = z.int(mostWords).min(1, mostWords).max(MAX_RATE_PER_MINUTE, mostWords);
const factor = z.number(factorWords).min(1.1, factorWords).max(5, factorWords);
const devices = z.int(devicesWords).min(1, devicesWords).max(1_000_000_000, devicesWords);

/** Devices a minute: the same throughout, or growing. AWS IoT's names for it are taken, too. */
export const rolloutRate = z
  .strictObject(
    {
      maxPerMinute: most.optional(),
      baseRatePerMinute: base.optional(),
      incrementFactor: factor.optional(),
      after: z
        .union(
          [
            z.strictObject({ notified: devices }, knownFields(afterWords)),
            z.strictObject({ succeeded: devices }, knownFields(afterWords)),
          ],
          afterWords,
        )
        .optional(),
      /** As AWS IoT's `jobExecutionsRolloutConfig` has it. */
      maximumPerMinute: most.optional(),
      exponentialRate: z
        .strictObject(
          {
            baseRatePerMinute: base,
            incrementFactor: factor,
            rateIncreaseCriteria: z.union(
              [
                z.strictObject({ numberOfNotifiedThings: devices }, knownFields(criteriaWords)),
                z.strictObject({ numberOfSucceededThings: devices }, knownFields(criteriaWords)),
              ],
              criteriaWords,
            ),
          },
          knownFields(exponentialWords),
        )
        .optional(),
    },
    knownFields(words),
  )
  .transform(({ maximumPerMinute, exponentialRate, ...given }, ctx): RolloutRate => {
    const { maxPerMinute = maximumPerMinute, ...growth } = exponentialRate
      ? { ...given, ...inOurNames(exponentialRate) }
      : given;
    const refuse = (path: string[], message: string) => {
      ctx.addIssue({ code: "custom", path, message, input: given });
      return z.NEVER;
    };
    const { baseRatePerMinute, incrementFactor, after } = growth;
    if (baseRatePerMinute === undefined && incrementFactor === undefined && after === undefined)
      return maxPerMinute === undefined ? refuse([], words) : { maxPerMinute };
    if (baseRatePerMinute === undefined) return refuse(["baseRatePerMinute"], baseWords);
    if (incrementFactor === undefined) return refuse(["incrementFactor"], factorWords);
    if (after === undefined) return refuse(["after"], afterWords);
    if (maxPerMinute !== undefined && maxPerMinute < baseRatePerMinute)
      return refuse(["maxPerMinute"], `The rate to grow to is at least the one it begins at, ${baseRatePerMinute}.`);
    return { baseRatePerMinute, incrementFactor, after, ...(maxPerMinute !== undefined && { maxPerMinute }) };
  });

type Growth = Omit<Extract<RolloutRate, { after: unknown }>, "maxPerMinute">;
interface AwsIotGrowth extends Pick<Growth, "baseRatePerMinute" | "incrementFactor"> {
  rateIncreaseCriteria: { numberOfNotifiedThings: number } | { numberOfSucceededThings: number };
}

function inOurNames({ rateIncreaseCriteria: after, ...growth }: AwsIotGrowth): Growth {
  return {
    ...growth,
    after:
      "numberOfNotifiedThings" in after
        ? { notified: after.numberOfNotifiedThings }
        : { succeeded: after.numberOfSucceededThings },
  };
}
