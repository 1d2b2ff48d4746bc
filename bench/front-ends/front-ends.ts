import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "../../scripts/server/paths.ts";
import type { Figure } from "../lib/report.ts";

const FRONT_ENDS = [
  { name: "dashboard", base: "/", targetKb: 200 },
  { name: "tech", base: "/tech/", targetKb: 60 },
];

/** What a first visit loads before a chart is asked for, gzipped; 1 kB is 1,000 bytes. */
export async function measureFrontEnds(): Promise<Figure[]> {
  return Promise.all(
    FRONT_ENDS.map(async ({ name, base, targetKb }) => {
      const sizes = await firstLoad(resolve(ROOT, "apps", name, "dist"), base);
      const kb = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0) / 1_000;
      return {
        topic: "First load, gzipped",
        what: `${name}: ${sizes.size} files`,
        product: `${kb.toFixed(1)} kB`,
        target: `≤ ${targetKb} kB`,
        holds: kb <= targetKb,
      };
    }),
  );
}

/** The page, what it refers to, and what those import at once, with the gzipped bytes of each. */
async function firstLoad(folder: string, base: string): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  const load = async (file: string): Promise<void> => {
    if (sizes.has(file)) return;
    sizes.set(file, 0);
    const content = await readFile(file);
    sizes.set(file, gzipSync(content, { level: 9 }).length);
    const text = content.toString();
    const links = file.endsWith(".html") ? linksOf(text) : file.endsWith(".js") ? staticImportsOf(text) : [];
    await Promise.all(
      links.map((link) =>
        load(link.startsWith("/") ? resolve(folder, link.slice(base.length)) : resolve(dirname(file), link)),
      ),
    );
  };
  await load(resolve(folder, "index.html"));
  return sizes;
}

function linksOf(html: string): string[] {
  const tags = html.match(/<script[^>]*\bsrc=[^>]*>|<link[^>]*\brel="?(stylesheet|modulepreload)"?[^>]*>/g) ?? [];
  return tags.flatMap((tag) => /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
}

function staticImportsOf(code: string): string[] {
  const imports = code.matchAll(
    /(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{}\s,"]+?\bfrom\s*)?["'](\.{1,2}\/[^"']+)["']/g,
  );
  return [...imports].flatMap(([, path]) => path ?? []);
}
