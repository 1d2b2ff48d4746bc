import { insertAudit } from "@fieldline/db/audit";
import type { CheckUp, Finding } from "@fieldline/domain/finding";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";

/** Compares the database with the jobs' objects, and changes nothing. */
export async function checkUp({ doctor, clock }: SignedIn): Promise<CheckUp> {
  const checkedAt = clock();
  const { findings, ...examined } = await doctor.examine(checkedAt);
  return { ...examined, findings: findings.map(told), checkedAt };
}

/** Puts right what a check finds now. The audit says so before anything is touched, so that nothing is repaired unseen. */
export async function repair(ctx: SignedIn): Promise<CheckUp & { repaired: Finding[] }> {
  const checkedAt = ctx.clock();
  const { findings, ...examined } = await ctx.doctor.examine(checkedAt);
  const after = { checkedJobs: examined.checkedJobs, found: countsOf(findings) };
  await insertAudit(ctx.db, auditOf(ctx, { action: "doctor.repair", entityType: "doctor", entityId: "doctor", after }));
  const done = await ctx.doctor.putRight(findings, checkedAt);
  return { ...examined, repaired: done.repaired.map(told), findings: done.findings.map(told), checkedAt };
}

/** Without what only the repair needs to know. */
function told({ kind, jobId, name, words, isRepairable }: Finding): Finding {
  return { kind, jobId, name, words, isRepairable };
}

function countsOf(findings: Finding[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
