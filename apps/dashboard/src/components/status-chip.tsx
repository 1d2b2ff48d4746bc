import type { JobStatus } from "@fieldline/domain/job";
import { type Look, statusLook, type Tone } from "@fieldline/ui/status";

const TONE: Record<Tone, string> = {
  info: "bg-info-weak text-info",
  ok: "bg-ok-weak text-ok",
  bad: "bg-bad-weak text-bad",
  warn: "bg-warn-weak text-warn",
  idle: "bg-idle-weak text-idle",
};

/** A state as word, shape and colour. */
export function Chip({ look: { word, tone, icon, isFilled } }: { look: Look }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full py-0.5 pr-2.5 pl-2 text-[12.5px] leading-4.5 font-semibold whitespace-nowrap ${TONE[tone]}`}
    >
      <svg
        aria-hidden="true"
        width="11"
        height="11"
        viewBox="0 0 12 12"
        fill={isFilled ? "currentColor" : "none"}
        stroke={isFilled ? "none" : "currentColor"}
        strokeWidth="1.8"
      >
        <path d={icon} />
      </svg>
      {word}
    </span>
  );
}

export function StatusChip({ status }: { status: JobStatus }) {
  return <Chip look={statusLook(status)} />;
}
