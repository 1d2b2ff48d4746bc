import { msOfText } from "../../audit/duration-text.ts";
import { numberOf } from "../new-probe/interval.ts";
import type { FieldErrors } from "./section.ts";

const WORDS = {
  number: "Write a number.",
  duration: "Write a length of time, such as 90 days, 10 min or 1 s.",
} as const;

/** Reads numbers and lengths of time, and collects what cannot be read at its path. */
export function createReader() {
  const errors: Record<string, string> = {};
  const keep = (path: string, kind: keyof typeof WORDS, value: number): number => {
    if (!Number.isFinite(value)) errors[path] = WORDS[kind];
    return value;
  };
  return {
    number: (path: string, text: string) => keep(path, "number", numberOf(text)),
    duration: (path: string, text: string) => keep(path, "duration", msOfText(text)),
    errors: errors as FieldErrors,
  };
}
