import type { Device } from "@fieldline/domain/device";

export interface AttributeRow {
  key: string;
  name: string;
  value: string;
}

/** What people know of a device, as it is typed. */
export interface DeviceDraft {
  name: string;
  accountNumber: string;
  notes: string;
  attributes: AttributeRow[];
  groupIds: readonly string[];
}

const OWN = "device.";

/** What the device says of itself, and what people have noted. */
export function attributesOf(attributes: Device["attributes"]) {
  const entries = Object.entries(attributes).sort(([a], [b]) => a.localeCompare(b));
  return {
    own: entries.filter(([name]) => name.startsWith(OWN)),
    noted: entries.filter(([name]) => !name.startsWith(OWN)),
  };
}

export function draftOfDevice({ name, accountNumber, notes, attributes, groupIds }: Device): DeviceDraft {
  return {
    name,
    accountNumber: accountNumber ?? "",
    notes: notes ?? "",
    attributes: attributesOf(attributes).noted.map(([name, value]) => ({ key: name, name, value })),
    groupIds: [...groupIds].sort(),
  };
}

/** What is sent of a draft. */
export function changeOf({ name, accountNumber, notes, attributes, groupIds }: DeviceDraft) {
  return {
    name: name.trim(),
    accountNumber: accountNumber.trim() || null,
    notes: notes.trim() || null,
    attributes: Object.fromEntries(attributes.map((row) => [row.name.trim(), row.value.trim()])),
    groupIds: [...groupIds],
  };
}

const NAME = /^[a-z][a-z0-9_.-]{0,62}$/;

/** What is wrong with a draft, by field. */
export function deviceErrors({ name, attributes }: DeviceDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!name.trim()) errors.name = "Give the device a name.";
  for (const [index, row] of attributes.entries()) {
    const own = row.name.trim();
    if (!NAME.test(own))
      errors[`attributes.${index}`] = "A name starts with a lower-case letter and has letters, digits, _, . or -.";
    else if (own.startsWith(OWN) || own === "kind")
      errors[`attributes.${index}`] = `${own} is what the device says of itself. Choose another name.`;
    else if (attributes.findIndex((each) => each.name.trim() === own) < index)
      errors[`attributes.${index}`] = `There is another ${own}.`;
  }
  return errors;
}

/** Whether two states of a device say the same of what people can change. */
export function sameNotes(a: Device, b: Device): boolean {
  return JSON.stringify(changeOf(draftOfDevice(a))) === JSON.stringify(changeOf(draftOfDevice(b)));
}
