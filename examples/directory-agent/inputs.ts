import { z } from "zod";
import { STATUSES } from "./business.ts";

const status = z.enum(STATUSES).optional().describe("Only those of this status");
const suburb = z.string().max(80).optional().describe("Only those of this suburb");
const category = z.string().max(60).optional().describe("Only those of this category");
const id = z.int().min(1).describe("The business, by its id");
const reason = z.string().min(1).max(300).describe("Why, in words that its owner may read");
const batch = { suburb, category, limit: z.int().min(1).max(5_000).default(1_000).describe("At most so many") };

/** What each command takes. */
export const INPUTS = {
  "list-businesses": z.object({
    status,
    suburb,
    category,
    search: z.string().max(100).optional().describe("Part of the name"),
    limit: z.int().min(1).max(100).default(20).describe("At most so many"),
    afterId: z.int().min(0).default(0).describe("The last id of the page before"),
  }),
  stats: z.object({}),
  "list-suburbs": z.object({}),
  "list-categories": z.object({}),
  "approve-business": z.object({ id, reason: reason.optional() }),
  "reject-business": z.object({ id, reason }),
  "batch-approve": z.object(batch),
  "batch-reject": z.object({ ...batch, reason }),
  "import-csv": z
    .object({
      csv: z
        .string()
        .max(60_000)
        .optional()
        .meta({ description: "The file's text: a head, then a business a line", contentMediaType: "text/csv" }),
      file: z
        .string()
        .regex(/^[\w.-]{1,100}$/, "The name of a file in the inbox, without a path.")
        .optional()
        .describe("Or the name of a file in the agent's inbox"),
    })
    .refine(({ csv, file }) => (csv === undefined) !== (file === undefined), "Give either csv or file."),
  "export-csv": z.object({
    status,
    suburb,
    category,
    file: z
      .string()
      .regex(/^[\w.-]{1,100}\.csv$/, "A file's name that ends in .csv, without a path.")
      .default("businesses.csv")
      .describe("The file that is written in the agent's outbox"),
  }),
  "deduplicate-businesses": z.object({
    threshold: z.number().min(0.5).max(1).default(0.9).describe("How alike two are to count as one, 0.5 to 1"),
    isTrial: z.boolean().default(false).describe("Only look, and mark none"),
  }),
  "validate-businesses": z.object({ status, suburb, category }),
} as const;
