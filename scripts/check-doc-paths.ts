import { existsSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ROOT } from "./server/paths.ts";

/** Every path that a document links to, or names in code marks from the root, exists. */
const LINK = /\]\((?!https?:|mailto:|#)([^)#\s]+)/g;
const NAMED = /`((?:apps|packages|workers|migrations|scripts|bench|e2e|docs)\/[\w./-]*)`/g;

const missing: string[] = [];
for await (const file of glob(["*.md", "docs/**/*.md", "bench/*.md"], { cwd: ROOT })) {
  const text = await readFile(resolve(ROOT, file), "utf8");
  const paths = [
    ...[...text.matchAll(LINK)].map(([, path = ""]) => resolve(ROOT, dirname(file), path)),
    ...[...text.matchAll(NAMED)].map(([, path = ""]) => resolve(ROOT, path)),
  ];
  for (const path of paths) if (!existsSync(path)) missing.push(`${file}: ${path.slice(ROOT.length + 1)}`);
}
if (missing.length > 0) {
  console.error(`These documents name paths that are not there:\n${missing.join("\n")}`);
  process.exitCode = 1;
}
