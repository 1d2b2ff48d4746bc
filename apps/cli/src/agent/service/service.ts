import { execFileSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { EXIT, Exit } from "../exit.ts";
import { checkedHandlers } from "../handlers-module.ts";
import { readSettings } from "../settings.ts";
import { unitOf } from "./unit.ts";

const NAME = "fieldline-agent.service";
const PATH = `/etc/systemd/system/${NAME}`;

export interface ServiceOptions {
  /** The account that it runs as; the present one unless given. */
  user?: string;
  handlers?: string;
}

/** The unit for this machine's Node, this bundle and this folder. */
export function serviceUnit(folder: string, { user = userInfo().username, handlers }: ServiceOptions): string {
  return unitOf({
    node: process.execPath,
    script: resolve(process.argv[1] ?? "fieldline.mjs"),
    folder: resolve(folder),
    user,
    handlers: handlers && resolve(handlers),
  });
}

/** Installs and starts the service; gives a sentence about it. */
export async function installService(folder: string, { user, handlers }: ServiceOptions): Promise<string> {
  assertSystemd();
  await checkedHandlers(readSettings(folder), handlers);
  const account = user ?? userInfo().username;
  assertAccount(account);
  systemd(() => {
    if (account !== "root") execFileSync("chown", ["-R", `${account}:`, resolve(folder)], { stdio: "pipe" });
    writeFileSync(PATH, serviceUnit(folder, { user: account, ...(handlers && { handlers }) }));
    execFileSync("systemctl", ["daemon-reload"], { stdio: "pipe" });
    execFileSync("systemctl", ["enable", "--now", NAME], { stdio: "pipe" });
  });
  return `${NAME} is installed and runs as ${account}. Its log: journalctl -u fieldline-agent`;
}

export function uninstallService(): string {
  assertSystemd();
  if (!existsSync(PATH)) return `${NAME} is not installed; nothing to do.`;
  systemd(() => {
    execFileSync("systemctl", ["disable", "--now", NAME], { stdio: "pipe" });
    rmSync(PATH);
    execFileSync("systemctl", ["daemon-reload"], { stdio: "pipe" });
  });
  return `${NAME} is stopped and removed. The device stays enrolled.`;
}

function assertSystemd(): void {
  if (!existsSync("/run/systemd/system"))
    throw new Exit(
      EXIT.failed,
      "systemd does not run here. Have your init system run “fieldline agent run”; --print shows the unit for another machine.",
    );
  if (process.getuid?.() !== 0)
    throw new Exit(
      EXIT.failed,
      "A service is installed by root. Run this with sudo, and --config where it is enrolled elsewhere than /etc/fieldline.",
    );
}

function assertAccount(user: string): void {
  try {
    execFileSync("id", ["-u", "--", user], { stdio: "pipe" });
  } catch {
    throw new Exit(EXIT.misused, `There is no account “${user}”. Make it first: useradd --system ${user}`);
  }
}

function systemd(act: () => void): void {
  try {
    act();
  } catch (error) {
    const { stderr, message } = error as { stderr?: Buffer; message: string };
    throw new Exit(EXIT.failed, `The service could not be set up: ${stderr?.toString().trim() || message}`);
  }
}
