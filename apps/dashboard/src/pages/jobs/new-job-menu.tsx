import { buttonClass } from "../../components/button.tsx";
import { Kbd } from "../../components/kbd.tsx";
import { LazyMenu, menuFrom } from "../../components/lazy-menu.tsx";
import { useCan } from "../../session/use-me.ts";

const panel = menuFrom(() => import("./new-job-panel.tsx").then(({ NewJobPanel }) => NewJobPanel));

/** Offers what can be made: its kind first. */
export function NewJobMenu() {
  if (!useCan()("jobs.create")) return null;
  return (
    <LazyMenu
      source={panel}
      panelProps={{}}
      trigger={
        <button type="button" className={buttonClass("primary")}>
          New <Kbd>n</Kbd>
        </button>
      }
    />
  );
}
