import type { Device } from "@fieldline/domain/device";
import { MIN_SEARCH_LENGTH } from "../jobs/jobs-search.ts";

const YES_NO = ["yes", "no"] as const;
const KINDS: readonly Device["kind"][] = ["device", "agent"];

/** What the address of the devices holds; whatever is absent does not narrow the list. */
export interface DevicesSearch {
  q?: string;
  /** A group's id. */
  group?: string;
  online?: (typeof YES_NO)[number];
  kind?: Device["kind"];
  /** Shows the revoked ones instead. */
  revoked?: "yes";
  account?: string;
}

const textOf = (raw: unknown): string | undefined => (typeof raw === "string" && raw.trim().slice(0, 200)) || undefined;
const oneOf = <T extends string>(known: readonly T[], raw: unknown): T | undefined =>
  known.find((each) => each === raw);

/** Reads an address that anyone may have typed: what is not understood is dropped. */
export function readDevicesSearch(raw: Record<string, unknown>): DevicesSearch {
  const group = textOf(raw.group);
  return {
    q: textOf(raw.q),
    group: group && /^[0-9a-f-]{36}$/i.test(group) ? group : undefined,
    online: oneOf(YES_NO, raw.online),
    kind: oneOf(KINDS, raw.kind),
    revoked: oneOf(["yes"] as const, raw.revoked),
    account: textOf(raw.account),
  };
}

/** Whether anything narrows the list. */
export function isNarrowed(search: DevicesSearch): boolean {
  return Object.values(search).some((value) => value !== undefined);
}

/** Whether there is a search that the server's index cannot find, being too short. */
export function isTooShort({ q }: DevicesSearch): boolean {
  return q !== undefined && q.length < MIN_SEARCH_LENGTH;
}

/** What is asked of the server for an address; a search too short to be found is left out. */
export function devicesInputOf(search: DevicesSearch) {
  const { q, group, online, kind, revoked, account } = search;
  return {
    ...(q && !isTooShort(search) && { search: q }),
    ...(group && { groupId: group }),
    ...(online && { isOnline: online === "yes" }),
    ...(kind && { kind }),
    ...(revoked && { isRevoked: true }),
    ...(account && { accountNumber: account }),
  };
}
