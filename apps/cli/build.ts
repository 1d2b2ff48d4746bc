import { chmodSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const { version } = JSON.parse(readFileSync(path("package.json"), "utf8"));
const outfile = path("dist/fieldline.mjs");

// `ws` is CommonJS, and asks for Node's own modules by `require`.
const banner = `import { createRequire as fieldlineRequire } from "node:module"; const require = fieldlineRequire(import.meta.url);`;

/** zod brings the words of fifty languages; the agent says its own. */
const englishOnly: Plugin = {
  name: "english-only",
  setup({ onLoad }) {
    onLoad({ filter: /zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
    }));
  },
};

await build({
  entryPoints: [path("src/main.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node22",
  minify: true,
  legalComments: "eof",
  define: { FIELDLINE_VERSION: JSON.stringify(version) },
  banner: { js: banner },
  external: ["bufferutil", "utf-8-validate"],
  plugins: [englishOnly],
  logLevel: "warning",
});
chmodSync(outfile, 0o755);
console.log(`fieldline.mjs: ${Math.round(statSync(outfile).size / 1_000)} kB`);
