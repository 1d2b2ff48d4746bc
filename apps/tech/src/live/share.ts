import type { Job } from "@fieldline/domain/job";
import { tell } from "../shell/notice.ts";

/** Hands the link of the job's page to another app, or copies it where the browser cannot share. */
export async function shareJob({ id, name }: Job): Promise<void> {
  const url = new URL(`/jobs/${encodeURIComponent(id)}`, location.href).href;
  if (navigator.share) {
    await navigator.share({ title: name, url }).catch(() => {});
    return;
  }
  tell({ text: (await copied(url)) ? "The link is copied." : url });
}

/** The clipboard is closed to pages that come by plain HTTP. */
async function copied(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
