import type { ButtonHTMLAttributes } from "react";

type Tone = "plain" | "primary" | "danger" | "final" | "quiet";

const TONES: Record<Tone, string> = {
  plain: "border-line-strong bg-raised text-text hover:border-control",
  primary: "border-accent bg-accent font-semibold text-on-accent hover:brightness-110",
  danger: "border-[color-mix(in_srgb,var(--color-bad)_45%,var(--color-line))] bg-raised text-bad hover:bg-bad-weak",
  final: "border-bad bg-bad font-semibold text-on-bad hover:brightness-110",
  quiet: "border-transparent bg-transparent text-muted hover:bg-hover hover:text-text",
};

/** The look of a button, for links that act like one. */
export function buttonClass(tone: Tone = "plain"): string {
  return `inline-flex h-8 shrink-0 cursor-pointer items-center justify-center gap-2 rounded-md border px-3 whitespace-nowrap no-underline disabled:cursor-default disabled:opacity-55 max-md:h-10 ${TONES[tone]}`;
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  tone?: Tone;
}

export function Button({ tone, className = "", type = "button", ...rest }: ButtonProps) {
  return <button type={type} className={`${buttonClass(tone)} ${className}`} {...rest} />;
}
