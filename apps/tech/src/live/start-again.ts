import type { ProbeJob } from "@fieldline/domain/job";
import { go } from "../route.ts";
import { changeDraft } from "../start/draft-store.ts";
import { draftOf } from "./same-again.ts";

/** Goes to the start screen, filled in with what a job measured. Loaded on the way there: only the start needs it. */
export function startAgain(job: ProbeJob): void {
  changeDraft(draftOf(job));
  go({ screen: "start" });
}
