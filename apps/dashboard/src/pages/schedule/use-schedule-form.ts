import { errorOf } from "@fieldline/client/errors";
import type { Schedule } from "@fieldline/domain/schedule";
import type { Template } from "@fieldline/domain/template";
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";
import { useEdit } from "../../versions/use-edit.ts";
import { useSave } from "../../versions/use-save.ts";
import { errorsOf, type FieldErrors, readSchedule } from "./read-schedule.ts";
import { READERS_ZONE } from "./run-words.ts";
import { draftOfSchedule, emptySchedule, type ScheduleDraft, withTemplate } from "./schedule-draft.ts";

interface Refusal {
  fields: FieldErrors;
  rest: string | undefined;
}

const NONE: Refusal = { fields: {}, rest: undefined };
/** What the server refuses without naming the field. */
const FIELD_OF: Record<string, string> = {
  QUEUE_NOT_FOUND: "target",
  DEVICE_NOT_FOUND: "target",
  GROUP_NOT_FOUND: "target",
  TEMPLATE_NOT_FOUND: "templateId",
};

function refusalOf(thrown: unknown): Refusal {
  const { message, issues, paths, reason } = errorOf(thrown);
  const known = FIELD_OF[reason];
  const told = issues.length > 0 ? issues : (known ? [known] : paths).map((path) => ({ path, message }));
  return { fields: errorsOf(told), rest: told.length > 0 ? undefined : message };
}

/** A schedule's form: a new one, or what is typed over a stored one and saved over that version alone. */
export function useScheduleForm(stored: Schedule | undefined, onSaved: (saved: Schedule) => void) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const shown = useMemo(() => (stored ? draftOfSchedule(stored) : emptySchedule(READERS_ZONE)), [stored]);
  const edit = useEdit(shown, stored?.version ?? 0);
  const [chosen, setChosen] = useState<Template>();
  const { templateId } = edit.draft;
  const named = useQuery(api.templates.get.queryOptions(templateId ? { id: templateId } : skipToken));
  const template: Template | undefined = chosen?.id === templateId ? chosen : named.data;
  const { input, errors } = useMemo(() => readSchedule(edit.draft, template), [edit.draft, template]);
  const saving = useSave({
    edit,
    isNew: !stored,
    isWrong: Object.keys(errors).length > 0,
    none: NONE,
    send: (expectedVersion: number): Promise<Schedule> =>
      stored
        ? client.schedules.update.mutate({ ...input, id: stored.id, expectedVersion })
        : client.schedules.create.mutate(input),
    readTheirs: (): Promise<Schedule> => client.schedules.get.query({ id: stored?.id ?? "" }),
    refusalOf,
    readAgain: () => cache.invalidateQueries({ queryKey: api.schedules.pathKey() }),
    onSaved: (saved) => {
      notify({ tone: "success", title: stored ? `${saved.name} saved` : `${saved.name} made` });
      onSaved(saved);
    },
  });
  const change = (part: Partial<ScheduleDraft>) => {
    saving.forgetRefusal();
    edit.change(part);
  };
  return {
    ...saving,
    ...edit,
    template,
    isUnsaved: edit.isDirty && !saving.isSaved,
    errors: { ...saving.refused.fields, ...(saving.isTried && errors) },
    /** Of the rhythm as it is typed, whether it was tried to be saved or not. */
    rhythmErrors: { cron: errors.cron, timeZone: errors.timeZone },
    failure: saving.refused.rest,
    change,
    choose: (next: Template) => {
      setChosen(next);
      change(withTemplate(next));
    },
  };
}

export type ScheduleFormState = ReturnType<typeof useScheduleForm>;
