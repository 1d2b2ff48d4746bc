import type { DocumentCondition } from "./document.ts";

/**
 * Why the document may not run on a device, in words; undefined where every condition holds.
 * `facts` are what is known of the device by key: `operatingSystem`, `architecture`, `device.name`, its attributes.
 * What is not known equals nothing.
 */
export function unmetCondition(
  conditions: readonly DocumentCondition[] | undefined,
  facts: Readonly<Record<string, string>>,
): string | undefined {
  const unmet = conditions?.find((condition) => !holds(condition, facts));
  if (!unmet) return;
  const { key, value, type } = unmet;
  const known = Object.hasOwn(facts, key) ? `${key} is ${JSON.stringify(facts[key])} here` : `${key} is not known here`;
  const wanted = value.map((each) => JSON.stringify(each)).join(" or ");
  return `${known}; the document ${type === "stringEqual" ? "runs only where it is" : "does not run where it is"} ${wanted}.`;
}

function holds({ key, value, type }: DocumentCondition, facts: Readonly<Record<string, string>>): boolean {
  const fact = facts[key];
  const isOneOf = fact !== undefined && value.includes(fact);
  return isOneOf === (type === "stringEqual");
}
