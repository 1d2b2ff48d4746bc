import { listGoneQueues } from "@fieldline/db/queues";
import { findWrongCounts } from "@fieldline/db/recount";
import { type Finding, finding } from "@fieldline/domain/finding";
import type { Reach } from "./survey.ts";

/** What the queues count otherwise than their rows say. */
export async function findWrongCounters({ db }: Pick<Reach, "db">): Promise<Finding[]> {
  const wrong = await findWrongCounts(db);
  return wrong.map(({ name, words }) => finding("counter_wrong", { id: null, name, words }));
}

/** The queues that were deleted while a task was on its way into them. */
export async function findGoneQueues({ db }: Pick<Reach, "db">): Promise<Finding[]> {
  return (await listGoneQueues(db)).map(({ name, waiting }) => {
    const tasks = waiting === 1 ? "1 task waits" : `${waiting} tasks wait`;
    const words = `${tasks} in it, and it was deleted: nobody takes them there. Make a queue of that name, or give them to another.`;
    return finding("queue_gone", { id: null, name: `Queue ${name}`, words });
  });
}
