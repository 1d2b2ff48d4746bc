import type { ReactNode } from "react";

interface TagProps {
  tone?: "plain" | "accent";
  title?: string;
  children: ReactNode;
}

/** A small label: what something belongs to, or is known of it. */
export function Tag({ tone = "plain", title, children }: TagProps) {
  const look = tone === "accent" ? "bg-accent-weak text-accent" : "bg-idle-weak text-muted";
  return (
    <span title={title} className={`inline-block max-w-full truncate rounded-sm px-1.5 text-[12px] leading-5 ${look}`}>
      {children}
    </span>
  );
}
