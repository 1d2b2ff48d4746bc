import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";
import { CalmSearch } from "../../components/calm-search.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { useCan } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { SchedulesList } from "./schedules-list.tsx";
import { readSchedulesSearch } from "./schedules-search.ts";
import { WeekCalendar } from "./week-calendar.tsx";

const VIEWS = [
  { value: "list", label: "List" },
  { value: "calendar", label: "Week" },
] as const;

/** What runs by itself: every schedule, or the coming week day by day. */
export function SchedulesPage() {
  const search = useSearch({ from: "/schedules" });
  const navigate = useNavigate();
  const can = useCan();
  const change = (part: Record<string, unknown>) =>
    void navigate({ to: "/schedules", search: readSchedulesSearch({ ...search, ...part }), replace: true });
  const newSchedule = can("schedules.create") && (
    <Link to="/schedules/new" className={buttonClass("primary")}>
      New schedule
    </Link>
  );
  return (
    <>
      <PageHeader title="Schedules">{newSchedule}</PageHeader>
      <div className="mt-3.5 mb-3 flex flex-wrap items-center justify-between gap-3">
        <CalmSearch
          label="Search schedules"
          placeholder="Name or template"
          text={search.q ?? ""}
          onSearch={(q) => change({ q })}
        />
        <Segmented label="View" value={search.view ?? "list"} options={VIEWS} onChange={(view) => change({ view })} />
      </div>
      <section
        aria-label={search.view ? "The coming week" : "Matching schedules"}
        className="rounded-md border border-line bg-surface"
      >
        {search.view ? (
          <WeekCalendar search={search.q} />
        ) : (
          <SchedulesList search={search.q} newSchedule={newSchedule} onShowAll={() => change({ q: undefined })} />
        )}
      </section>
    </>
  );
}
