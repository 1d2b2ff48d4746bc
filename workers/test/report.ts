import { env } from "cloudflare:workers";
import type { Report } from "@fieldline/domain/report";
import { type Answer, answerOf, callsOf, sendAsNobody } from "./call.ts";

interface ShareLink {
  url: string;
  id: string;
  expiresAt: number;
}
const HOUR_MS = 3_600_000;

let readers = 0;
/** An address of the networks that are kept for documentation; each is of another one. */
export function newAddress(): string {
  readers++;
  return `2001:db8:0:${readers.toString(16)}::1`;
}

/** Reads a report as somebody who has nothing but the link. */
export async function readReport(token: string, address = newAddress()): Promise<Answer<{ report: Report }>> {
  const input = encodeURIComponent(JSON.stringify({ token }));
  return answerOf(
    await sendAsNobody(`/trpc/public.report?input=${input}`, { headers: { "cf-connecting-ip": address } }),
  );
}

/** Shares a job's report in the name of a token's owner and gives the link with its token. */
export async function shareReport(id: string, { by, ...choice }: { by?: string } & Record<string, unknown> = {}) {
  const { data, error } = await callsOf(by).mutate<ShareLink>("jobs.share", { id, expiresInMs: HOUR_MS, ...choice });
  if (error) throw new Error(`The report was not shared: ${error.message}`);
  return { ...data, token: data.url.slice(data.url.lastIndexOf("/") + 1) };
}

/** Lets a link's time be over in the database, where its token says otherwise. */
export async function expireRow(shareId: string): Promise<void> {
  await env.DB.prepare("UPDATE shares SET expires_at = ? WHERE id = ?")
    .bind(Date.now() - 1, shareId)
    .run();
}
