export interface SchedulesSearch {
  view?: "calendar";
}

export function readSchedulesSearch({ view }: Record<string, unknown>): SchedulesSearch {
  return view === "calendar" ? { view } : {};
}
