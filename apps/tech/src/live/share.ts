import { server } from "../server.ts";

export interface ReportLink {
  id: string;
  url: string;
  expiresAt: number;
}

const GOOD_FOR_MS = 7 * 86_400_000;
const links = new Map<string, ReportLink>();

/** A link to the job's report, without account and names; the one that was made on this visit while it holds. */
export async function reportLink(jobId: string): Promise<ReportLink> {
  const made = links.get(jobId);
  if (made && made.expiresAt > Date.now()) return made;
  const { id, url, expiresAt } = await server.jobs.share.mutate({ id: jobId, expiresInMs: GOOD_FOR_MS });
  const link = { id, expiresAt, url: new URL(url, location.href).href };
  links.set(jobId, link);
  return link;
}

/** Makes a link lead nowhere from now on. */
export async function withdraw(jobId: string, { id }: ReportLink): Promise<void> {
  await server.jobs.revokeShare.mutate({ id: jobId, shareId: id });
  links.delete(jobId);
}

/** Whether this browser can hand a link to another app. */
export function canHandOver(): boolean {
  return typeof navigator.share === "function";
}

/** Hands the link to another app; that the reader thought better of it is no failure. */
export async function handOver({ url }: ReportLink, title: string): Promise<void> {
  await navigator.share({ title, url }).catch(() => {});
}

/** Whether the link could be copied: the clipboard is closed to pages that come by plain HTTP. */
export async function isCopied({ url }: ReportLink): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(url);
    return true;
  } catch {
    return false;
  }
}
