import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const PROGRAMS = [
  { name: "ping", debianPackage: "iputils-ping" },
  { name: "traceroute", debianPackage: "traceroute" },
  { name: "curl", debianPackage: "curl" },
];

/** The programs that the tests of devices run; installed by apt-get where that is possible. Throws with what is missing. */
export async function findNetworkPrograms(): Promise<void> {
  const absent = await missing();
  if (absent.length === 0) return;
  await run("apt-get", ["update"]).catch(() => {});
  const packages = absent.map(({ debianPackage }) => debianPackage);
  await run("apt-get", ["install", "-y", "--no-install-recommends", ...packages]).catch(() => {});
  const left = (await missing()).map(({ name }) => name);
  if (left.length > 0) throw new Error(`The tests of devices need ${left.join(" and ")}. Install them.`);
}

async function missing() {
  const found = await Promise.all(
    PROGRAMS.map(({ name }) =>
      run("sh", ["-c", `command -v ${name}`]).then(
        () => true,
        () => false,
      ),
    ),
  );
  return PROGRAMS.filter((_, index) => !found[index]);
}
