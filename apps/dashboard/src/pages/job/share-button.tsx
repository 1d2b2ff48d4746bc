import type { ProbeJob } from "@fieldline/domain/job";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../components/button.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { useCan, useControls } from "../../session/use-me.ts";

const ShareDialog = lazy(() => import("./share-dialog.tsx").then((module) => ({ default: module.ShareDialog })));

/** Opens the links to a job's report, for those who may make them. */
export function ShareButton({ job }: { job: ProbeJob }) {
  const [isOpen, setIsOpen] = useState(false);
  const can = useCan();
  const controls = useControls();
  if (!can("jobs.share") || !controls(job)) return null;
  const close = () => {
    setIsOpen(false);
    focusAfterDialog("[data-share]");
  };
  return (
    <>
      <Button data-share="" onClick={() => setIsOpen(true)}>
        Share
      </Button>
      {isOpen && (
        <Suspense>
          <ShareDialog job={job} onClose={close} />
        </Suspense>
      )}
    </>
  );
}
