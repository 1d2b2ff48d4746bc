import { z } from "zod";

const cursor = z.int().min(0);
const resumeFrame = z.object({ type: z.literal("resume"), afterSample: cursor, afterLog: cursor });

/** The cursors of a resume frame; undefined for any other text. */
export function parseResumeFrame(text: string): { afterSample: number; afterLog: number } | undefined {
  try {
    return resumeFrame.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
