import { defaultTimeoutMs, longestTimeoutMs, PACKETS } from "@fieldline/domain/create-job";
import { formatMs } from "@fieldline/ui/format";
import { useState } from "react";
import { Icon } from "../../components/icon.tsx";
import { msOf, numberOf } from "./interval.ts";
import { TextField } from "./text-field.tsx";
import type { ProbeForm } from "./use-probe-form.ts";

const INSIDE = ["packets", "timeoutMs", "expectedStatus", "followRedirects"] as const;

function timeoutHint({ cadence, packets }: ProbeForm["draft"]): string {
  const cadenceMs = msOf(cadence);
  const count = numberOf(packets);
  if (!(cadenceMs > 0) || !(count >= PACKETS.min && count <= PACKETS.max)) return "At most the cadence.";
  return `${formatMs(defaultTimeoutMs(cadenceMs, count))} unless said otherwise, at most ${formatMs(longestTimeoutMs(cadenceMs, count))}.`;
}

/** What most probes leave as it is. Opens by itself when something in it is wrong. */
export function MoreFields({ form }: { form: ProbeForm }) {
  const [isOpen, setIsOpen] = useState(false);
  const isHttp = form.draft.method === "http";
  const hasError = INSIDE.some((path) => form.errors[path]);
  return (
    <details open={isOpen || hasError} onToggle={(event) => setIsOpen(event.currentTarget.open)} className="group">
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center px-3.5 font-semibold -outline-offset-2 group-open:border-b group-open:border-line">
        <Icon name="chevron" size={13} className="mr-2 -rotate-90 text-muted group-open:rotate-0" />
        More
        <span className="ml-2 font-normal text-muted">
          packets per tick, timeout{isHttp && ", expected status, redirects"}
        </span>
      </summary>
      <div className="grid grid-cols-2 gap-x-3 gap-y-4 p-3.5 max-sm:grid-cols-1">
        <TextField
          form={form}
          name="packets"
          path="packets"
          label="Packets per tick"
          hint={`${PACKETS.min} to ${PACKETS.max}.`}
          inputMode="numeric"
        />
        <TextField
          form={form}
          name="timeoutMs"
          path="timeoutMs"
          label="Timeout in ms"
          optional
          hint={timeoutHint(form.draft)}
          inputMode="numeric"
        />
        {isHttp && (
          <>
            <TextField
              form={form}
              name="expectedStatus"
              path="expectedStatus"
              label="Expected status"
              optional
              hint="One or several, such as 200, 204. 200 to 399 when empty."
              placeholder="200, 204"
            />
            <label className="flex cursor-pointer items-center gap-2 self-start pt-8 max-sm:min-h-11 max-sm:pt-0">
              <input
                type="checkbox"
                checked={form.draft.followRedirects}
                onChange={(event) => form.change({ followRedirects: event.target.checked })}
                className="size-4 accent-accent"
              />
              Follow redirects
            </label>
          </>
        )}
      </div>
    </details>
  );
}
