import { DomainError } from "@fieldline/domain/errors";

interface Expected {
  expectedVersion: number | undefined;
  /** What it is about, in words. */
  what: string;
}

/** Throws VERSION_MISMATCH with what is there now, where a change was made on another version. */
export function refuseStale<T extends { version: number }>(present: T, { expectedVersion, what }: Expected): void {
  const { version } = present;
  if (expectedVersion === undefined || expectedVersion === version) return;
  const happened =
    version < expectedVersion
      ? `${what} is at version ${version} and was never at version ${expectedVersion}`
      : `${what} was changed after you had opened it and is at version ${version} now`;
  throw new DomainError(
    "VERSION_MISMATCH",
    `${happened}, so your change was not saved. Look at the present version and make your change again on top of it.`,
    { version, present },
  );
}
