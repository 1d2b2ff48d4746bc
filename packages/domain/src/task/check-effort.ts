import type { Pattern } from "../command/pattern.ts";
import type { Json } from "../job/job.ts";
import { searchPattern } from "./search-pattern.ts";

/** What one check may cost, in steps of a pattern; a second or less. */
const MOST_STEPS = 5_000_000;

/** What a check costs, whoever wrote its schema: beyond the bound it is given up. Keeps what is made of a schema once. */
export class CheckEffort {
  #left = MOST_STEPS;
  readonly #patterns = new Map<string, Pattern>();
  readonly #values = new Map<Json[], Set<string>>();

  /** Whether there was more to do than may be done. */
  get isSpent(): boolean {
    return this.#left < 0;
  }

  /** Whether so many steps may still be done. */
  spend(steps: number): boolean {
    if (this.#left >= 0) this.#left -= steps;
    return !this.isSpent;
  }

  /** Whether a text holds what a pattern describes. */
  finds(source: string, text: string): boolean {
    const pattern = this.#patterns.get(source) ?? searchPattern(source);
    this.#patterns.set(source, pattern);
    return pattern.ok && this.spend(pattern.size * text.length) && pattern.matches(text);
  }

  /** Whether a value is one of these; they, and the value, are compared by a text that says the same of what is equal. */
  isAmong(values: Json[], value: Json): boolean {
    const texts = this.#values.get(values) ?? new Set(values.map((each) => this.textOf(each)));
    this.#values.set(values, texts);
    return texts.has(this.textOf(value));
  }

  /** The same text for what JSON Schema calls equal: the order of an object's fields says nothing. */
  textOf(value: Json): string {
    const text = canonical(value);
    this.spend(text.length);
    return text;
  }
}

function canonical(value: Json): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = Object.entries(value as Record<string, Json>).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join()}}`;
}
