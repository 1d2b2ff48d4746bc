import type { ReactNode } from "react";

const TONES = { info: "bg-info", warn: "bg-warn", bad: "bg-bad", ok: "bg-ok", idle: "bg-idle" } as const;
type NoticeTone = keyof typeof TONES;

interface NoticeProps {
  tone: NoticeTone;
  role?: "alert" | "status";
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A sentence with a coloured edge. */
export function Notice({ tone, role, aside, className = "", children }: NoticeProps) {
  return (
    <div role={role} className={`flex overflow-hidden rounded-md border border-line bg-surface ${className}`}>
      <span aria-hidden="true" className={`w-1 shrink-0 ${TONES[tone]}`} />
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-4 gap-y-1 px-3.5 py-3">
        <div className="min-w-60 flex-1 text-[15px] wrap-anywhere max-sm:min-w-full">{children}</div>
        {aside}
      </div>
    </div>
  );
}
