import type { z } from "zod";

/** One fault of an input: the path of its field, and what would be taken. */
export interface Issue {
  path: string;
  message: string;
}

/** Zod's issue with a path for each unknown field. */
export function issuesOf(issue: z.core.$ZodIssue): Issue[] {
  const { path } = issue;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      path: [...path, key].map(String).join("."),
      message: issue.message,
    }));
  return [{ path: path.map(String).join("."), message: issue.message }];
}
