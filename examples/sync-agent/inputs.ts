import { z } from "zod";

const force = z.boolean().default(false).describe("Fetch what has not changed, too");
const CITIES = ["brisbane", "berlin", "jakarta", "london", "toronto"] as const;
const CURRENCIES = ["EUR", "USD", "GBP", "AUD", "JPY", "CHF", "SEK", "NZD", "CAD", "SGD", "IDR", "MYR"] as const;

/** What each sync takes. */
export const INPUTS = {
  quran: z.object({ force }),
  prayer: z.object({
    cities: z
      .array(z.enum(CITIES))
      .min(1)
      .default([...CITIES])
      .describe("For which places"),
    days: z.int().min(1).max(31).default(7).describe("For so many days from today"),
  }),
  hadith: z.object({ force }),
  audio: z.object({ force }),
  finance: z.object({
    currencies: z.array(z.enum(CURRENCIES)).min(1).optional().describe("Only these; all unless given"),
  }),
} as const;
