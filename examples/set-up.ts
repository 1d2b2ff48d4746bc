import type { FieldlineClient } from "@fieldline/client/client";
import { exampleTemplates, SCHEDULES } from "./templates.ts";

/** Makes the templates and the schedules of the examples where they are not there yet; what is there stays as it is. */
export async function setUp(api: FieldlineClient): Promise<{ templates: number; schedules: number }> {
  const { templates } = await api.templates.import.mutate({
    file: { fieldline: 1, templates: exampleTemplates(), handlers: [] },
    onConflict: "skip",
  });
  const { items } = await api.schedules.list.query({ limit: 100 });
  const { timeZone } = await api.config.get.query();
  const missing = SCHEDULES.filter(({ name }) => !items.some((schedule) => schedule.name === name));
  for (const { name, cron, maxConcurrency } of missing)
    await api.schedules.create.mutate({ name, cron, timeZone, maxConcurrency, templateId: name.replace(".", "-") });
  return { templates: templates.created, schedules: missing.length };
}
