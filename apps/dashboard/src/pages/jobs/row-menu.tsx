import type { Job } from "@fieldline/domain/job";
import { Icon } from "../../components/icon.tsx";
import { LazyMenu, menuFrom } from "../../components/lazy-menu.tsx";

const panel = menuFrom(() => import("./row-panel.tsx").then(({ RowPanel }) => RowPanel));

export function RowMenu({ job }: { job: Job }) {
  return (
    <LazyMenu
      source={panel}
      panelProps={{ job }}
      trigger={
        <button
          type="button"
          aria-label={`Actions for ${job.name}`}
          className="relative z-[1] grid size-7 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover hover:text-text aria-expanded:bg-hover max-md:size-10"
        >
          <Icon name="more" />
        </button>
      }
    />
  );
}
