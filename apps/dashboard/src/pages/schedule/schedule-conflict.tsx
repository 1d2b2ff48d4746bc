import { useEffect } from "react";
import { ChangedMeanwhile } from "../../versions/changed-meanwhile.tsx";
import type { Difference } from "../../versions/difference-table.tsx";
import { draftOfSchedule, type ScheduleDraft } from "./schedule-draft.ts";
import type { ScheduleFormState } from "./use-schedule-form.ts";

const TEXTS: Partial<Record<keyof ScheduleDraft, string>> = {
  name: "Name",
  cron: "Cron",
  timeZone: "Time zone",
  overlap: "Overlap",
  maxConcurrency: "At once",
  catchUp: "Catch up within",
  jitter: "Jitter",
  priority: "Priority",
  timeout: "Timeout",
  attempts: "Attempts",
};
/** What is told only to be another. */
const WHOLES: { field: string; parts: (keyof ScheduleDraft)[] }[] = [
  { field: "Template", parts: ["templateId"] },
  { field: "Variables", parts: ["variables"] },
  { field: "Where", parts: ["target", "queue", "deviceId", "where", "groupIds", "deviceIds"] },
];

/** Where theirs and mine are not the same. */
function differencesOf(theirs: ScheduleDraft, mine: ScheduleDraft, base: ScheduleDraft): Difference[] {
  const texts = Object.entries(TEXTS).flatMap(([key, field]) => {
    const [a, b] = [theirs[key as "name"], mine[key as "name"]];
    return a === b ? [] : [{ field, theirs: a || "–", mine: b || "–" }];
  });
  const wholes = WHOLES.flatMap(({ field, parts }) => {
    const [a, b, was] = [theirs, mine, base].map((draft) => JSON.stringify(parts.map((part) => draft[part])));
    const changed = (isChanged: boolean) => (isChanged ? "changed" : "as it was");
    return a === b ? [] : [{ field, theirs: changed(a !== was), mine: changed(b !== was) }];
  });
  const isOn = (draft: ScheduleDraft) => (draft.isEnabled ? "on" : "off");
  const switched =
    theirs.isEnabled === mine.isEnabled ? [] : [{ field: "Switched", theirs: isOn(theirs), mine: isOn(mine) }];
  return [...texts, ...wholes, ...switched];
}

/** Somebody else has saved the schedule first; it is said at the top, far from where one saves. */
export function ScheduleConflict({ form }: { form: ScheduleFormState }) {
  const { theirs, draft, base } = form;
  const top = form.form;
  useEffect(() => {
    if (theirs) top.current?.scrollIntoView({ block: "start" });
  }, [theirs, top]);
  if (!theirs) return null;
  return (
    <ChangedMeanwhile
      who={undefined}
      at={theirs.updatedAt}
      differences={differencesOf(draftOfSchedule(theirs), draft, base)}
      isSaving={form.isSaving}
      onTakeTheirs={form.takeTheirs}
      onSaveMine={form.saveOverTheirs}
    />
  );
}
