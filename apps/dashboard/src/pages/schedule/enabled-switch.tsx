import type { Schedule } from "@fieldline/domain/schedule";
import { useState } from "react";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { useCan } from "../../session/use-me.ts";
import { SwitchOffDialog } from "./switch-off-dialog.tsx";
import { useSwitch } from "./use-switch.ts";

/** Whether a schedule is on. Off asks why, on is done at once. */
export function EnabledSwitch({ schedule }: { schedule: Schedule }) {
  const { name, isEnabled } = schedule;
  const can = useCan();
  const [isAsking, setIsAsking] = useState(false);
  const setEnabled = useSwitch(schedule);
  const close = () => {
    setIsAsking(false);
    focusAfterDialog();
  };
  return (
    <>
      <button
        type="button"
        role="switch"
        aria-checked={isEnabled}
        aria-label={`${name} is on`}
        disabled={!can("schedules.setEnabled") || setEnabled.isPending}
        onClick={() => (isEnabled ? setIsAsking(true) : setEnabled.mutate({ id: schedule.id, isEnabled: true }))}
        className="group grid h-6 w-10 cursor-pointer place-items-center rounded-full disabled:cursor-default max-md:h-10"
      >
        <span className="flex h-5 w-9 items-center rounded-full border border-control bg-surface px-0.5 group-aria-checked:border-accent group-aria-checked:bg-accent">
          <span className="size-3.5 rounded-full bg-control transition-transform group-aria-checked:translate-x-4 group-aria-checked:bg-on-accent" />
        </span>
      </button>
      {isAsking && <SwitchOffDialog schedule={schedule} onClose={close} />}
    </>
  );
}
