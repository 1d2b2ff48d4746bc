/** What the address of the schedules holds. */
export interface SchedulesSearch {
  view?: "calendar";
  q?: string;
}

export function readSchedulesSearch({ view, q }: Record<string, unknown>): SchedulesSearch {
  return {
    view: view === "calendar" ? view : undefined,
    q: (typeof q === "string" && q.trim().slice(0, 200)) || undefined,
  };
}
