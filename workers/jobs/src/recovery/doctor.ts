import type { CheckUp, Finding } from "@fieldline/domain/finding";
import { findGoneQueues, findWrongCounters } from "./counters.ts";
import { mendAll } from "./mend.ts";
import { findLeakedSlots } from "./slots.ts";
import { type Reach, survey } from "./survey.ts";
import { isAtEnd, nextPage, START } from "./walk.ts";

const MOST_JOBS = 10_000;
const PAGE = 500;

/** Compares all open jobs with their objects, and the queues' counters with their rows. */
export async function examine(reach: Reach, now: number): Promise<Omit<CheckUp, "checkedAt">> {
  const findings: Finding[] = [
    ...(await findWrongCounters(reach)),
    ...(await findGoneQueues(reach)),
    ...(await findLeakedSlots(reach, now)),
  ];
  let place = START;
  let checkedJobs = 0;
  while (!isAtEnd(place) && checkedJobs < MOST_JOBS) {
    const page = await nextPage(reach.db, place, PAGE);
    findings.push(...(await survey(reach, page.rows, now)));
    checkedJobs += page.rows.length;
    place = page.place;
  }
  const isPartial = !isAtEnd(place) && (await nextPage(reach.db, place, 1)).rows.length > 0;
  return { checkedJobs, isPartial, findings };
}

/** Puts right what an examination found; what stays is told too. */
export async function putRight(
  reach: Reach,
  findings: Finding[],
  now: number,
): Promise<{ repaired: Finding[]; findings: Finding[] }> {
  const repaired = await mendAll(reach, findings, now);
  return { repaired, findings: findings.filter((each) => !repaired.includes(each)) };
}
