import { Link } from "@tanstack/react-router";
import type { Users } from "./template-users.ts";

/** The schedules that would fail without their template, and where they all are. */
export function SchedulesOfTemplate({ users: { count, names }, slug }: { users: Users; slug: string }) {
  const more = count - names.length;
  return (
    <>
      <ul aria-label="Schedules that run it" className="mt-3 list-disc pl-5">
        {names.map((name) => (
          <li key={name} className="wrap-anywhere">
            {name}
          </li>
        ))}
        {more > 0 && <li className="text-muted">{more.toLocaleString("en-US")} more</li>}
      </ul>
      <p className="mt-2">
        <Link to="/schedules" search={{ q: slug }} className="text-accent underline-offset-2 hover:underline">
          {count === 1 ? "Find it among the schedules" : "Find them among the schedules"}
        </Link>
      </p>
    </>
  );
}
