import type { Job } from "@fieldline/domain/job";

const MOST_CHARACTERS = 60;

/** A file name of plain letters, digits, dots and hyphens: it stands in a header and on any disk. */
export function fileNameOf({ id, name }: Pick<Job, "id" | "name">, what: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9.]+/g, "-")
    .slice(0, MOST_CHARACTERS)
    .replace(/\.{2,}/g, ".")
    .replace(/^[.-]+|[.-]+$/g, "");
  return `fieldline-${plain || id}-${what}`;
}
