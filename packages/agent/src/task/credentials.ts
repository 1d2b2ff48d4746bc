import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writePrivateJson } from "../private-json.ts";

const credentials = z.object({
  deviceId: z.string().min(1),
  secret: z.string().min(1),
  name: z.string().min(1),
});
export type Credentials = z.output<typeof credentials>;

export const credentialsPath = (folder: string) => join(folder, "credentials.json");

/** What enrolling has left in the folder; undefined before that. */
export function readCredentials(folder: string): Credentials | undefined {
  const path = credentialsPath(folder);
  try {
    return credentials.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${path} cannot be read as this agent's credentials. Mend it, or delete it and enrol anew.`, {
      cause: thrown,
    });
  }
}

export function keepCredentials(folder: string, kept: Credentials): void {
  writePrivateJson(credentialsPath(folder), kept);
}
