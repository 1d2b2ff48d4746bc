import { findWrongCounts } from "@fieldline/db/recount";
import { type Finding, finding } from "@fieldline/domain/finding";
import type { Reach } from "./survey.ts";

/** What the queues count otherwise than their rows say. */
export async function findWrongCounters({ db }: Pick<Reach, "db">): Promise<Finding[]> {
  const wrong = await findWrongCounts(db);
  return wrong.map(({ name, words }) => finding("counter_wrong", { id: null, name, words }));
}
