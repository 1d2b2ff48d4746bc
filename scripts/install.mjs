// Runs on whatever Node is there (20 and up): installs what is missing, and nothing when nothing is.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";

const { packageManager } = JSON.parse(readFileSync("package.json", "utf8"));
const stamp = "node_modules/.fieldline-installed";
const manifests = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"];
const wanted = createHash("sha256")
  .update(manifests.map((file) => readFileSync(file, "utf8")).join("\0"))
  .digest("hex");

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  const { status } = spawnSync(
    "npx",
    ["-y", packageManager, "install", "--frozen-lockfile", "--reporter=append-only"],
    {
      stdio: ["ignore", process.env.CI ? "inherit" : "ignore", "inherit"],
      shell: process.platform === "win32",
    },
  );
  if (status !== 0) {
    console.error(
      "Installing failed. Is the npm registry reachable? Try again, or run `npx pnpm install` to see more.",
    );
    process.exit(1);
  }
  mkdirSync("node_modules", { recursive: true });
  writeFileSync(stamp, wanted);
}
