import { distance } from "fastest-levenshtein";
import type { Business } from "./business.ts";

const SHORT: Record<string, string> = { street: "st", road: "rd", terrace: "tce", avenue: "ave" };
/** What says nothing of which business it is. */
const EMPTY = new Set(["pty", "ltd", "the", "and", "co"]);

/** How alike two businesses are, 0 to 1: two parts by name, one by street; 1 less the edit distance by the longer text. */
export function similarityOf(one: Business, other: Business): number {
  return (2 * alike(plain(one.name), plain(other.name)) + alike(plain(one.street), plain(other.street))) / 3;
}

function alike(one: string, other: string): number {
  const longer = Math.max(one.length, other.length);
  return longer === 0 ? 1 : 1 - distance(one, other) / longer;
}

function plain(text: string): string {
  const words = text
    .toLowerCase()
    .replaceAll("0", "o")
    .split(/[^\p{L}\d]+/u);
  return words
    .filter((word) => word && !EMPTY.has(word))
    .map((word) => SHORT[word] ?? word)
    .join(" ");
}
