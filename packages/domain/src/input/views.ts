import { z } from "zod";
import type { Json } from "../job/job.ts";
import { isDeeperThan } from "../job/json-depth.ts";

/** A list as somebody has set it up: its filters, sort and columns, under a name. */
export interface View {
  id: string;
  name: string;
  page: "jobs";
  search: Record<string, Json>;
  isShared: boolean;
  ownerId: string;
  ownerName: string;
  createdAt: number;
}

const MAX_SEARCH_LENGTH = 4_096;
const MAX_SEARCH_DEPTH = 8;

const page = z.enum(["jobs"], "A view is of a page: jobs.");
const id = z.uuid("A view's id is a UUID.").toLowerCase();
const nameWords = "A view's name has 1 to 60 characters.";
const searchWords = "What a view shows is a JSON object of at most 4,096 characters, nested at most 8 deep.";

/** Input of `views.list`. */
export const listViewsInput = z.object({ page });

/** Input of `views.save`. */
export const saveViewInput = z.object({
  /** The view that is to be changed; a new one without. */
  id: id.optional(),
  name: z
    .string(nameWords)
    .transform((name) => name.replace(/\p{Cc}+/gu, " ").trim())
    .pipe(z.string().min(1, nameWords).max(60, nameWords)),
  page,
  search: z.custom<Record<string, Json>>(isSearch, searchWords),
  /** Whether everybody finds it; as it was where it is left out. */
  isShared: z.boolean("isShared is true or false.").optional(),
});
export type SaveView = z.output<typeof saveViewInput>;

/** Input of `views.delete`. */
export const viewIdInput = z.object({ id });

function isSearch(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !isDeeperThan(value, MAX_SEARCH_DEPTH) && JSON.stringify(value).length <= MAX_SEARCH_LENGTH;
}
