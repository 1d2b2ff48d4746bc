import type { Job } from "@fieldline/domain/job";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { LazyMenu, menuFrom } from "../../components/lazy-menu.tsx";

const panel = menuFrom(() => import("./export-panel.tsx").then(({ ExportPanel }) => ExportPanel));

/** A job's samples and log as files. */
export function ExportMenu({ job }: { job: Job }) {
  return (
    <LazyMenu
      source={panel}
      panelProps={{ jobId: job.id, hasSamples: job.kind === "probe" }}
      trigger={
        <Button>
          Export <Icon name="chevron" size={12} />
        </Button>
      }
    />
  );
}
