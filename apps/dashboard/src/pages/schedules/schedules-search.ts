/** What the address of the schedules holds. */
export interface SchedulesSearch {
  view?: "calendar";
  q?: string;
}

export function readSchedulesSearch({ view, q }: Record<string, unknown>): SchedulesSearch {
  const search = typeof q === "string" ? q.trim().slice(0, 200) : "";
  return { ...(view === "calendar" && { view }), ...(search && { q: search }) };
}
