import type { GroupFilter } from "@fieldline/domain/device";

export interface FilterRow {
  key: string;
  attribute: string;
  /** One value a line. */
  values: string;
}

let made = 0;

/** A row of the form, of a stored entry or empty. */
export function filterRow(entry?: GroupFilter[number]): FilterRow {
  made += 1;
  return { key: `row-${made}`, attribute: entry?.key ?? "", values: entry?.values.join("\n") ?? "" };
}

/** What the rows say. */
export function filterOf(rows: readonly FilterRow[]): GroupFilter {
  return rows.map(({ attribute, values }) => ({
    key: attribute.trim(),
    values: values
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  }));
}

const OR = new Intl.ListFormat("en", { type: "disjunction" });
const AND = new Intl.ListFormat("en", { type: "conjunction" });

/** A filter in words: "site is Berlin or Munich, and os is linux". */
export function filterWords(filter: GroupFilter): string {
  return AND.format(filter.map(({ key, values }) => `${key} is ${OR.format(values)}`));
}
