import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const PLACES = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The system's Chromium; installed by apt-get where that is possible. Throws with what is missing. */
export async function findBrowser(): Promise<string> {
  const found = await firstPresent();
  if (found) return found;
  await run("apt-get", ["update"]).catch(() => {});
  await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"]).catch(() => {});
  const installed = await firstPresent();
  if (installed) return installed;
  throw new Error("The browser tests need Chromium. Install it, or set CHROMIUM_PATH to one.");
}

async function firstPresent(): Promise<string | undefined> {
  for (const place of PLACES) {
    if (!place) continue;
    const isPresent = await access(place).then(
      () => true,
      () => false,
    );
    if (isPresent) return place;
  }
  return undefined;
}
