import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SHIPPED_HANDLERS, SHIPPED_TEMPLATES } from "@fieldline/domain/shipped";
import { findProgram, type Machine } from "../probe/program.ts";

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** The text of a shipped handler, or of the script in a shipped template. */
export function shippedScript(name: string): string {
  const handler = SHIPPED_HANDLERS.find((each) => each.name === name);
  if (handler) return handler.content;
  const document = SHIPPED_TEMPLATES.find(({ slug }) => slug === name)?.spec.document;
  const { steps } = document as { steps: { action: { input: { script: string } } }[] };
  return steps[0]?.action.input.script ?? "";
}

/** A folder to work in, with a PATH of its own that holds the programs named and fakes alone. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), "fieldline-shipped-"));
  #bin: string | undefined;

  at(name: string): string {
    return join(this.folder, name);
  }

  /** From here on only these programs of the machine are found, and what `fake` adds. */
  only(...programs: string[]): void {
    this.#bin = mkdtempSync(join(this.folder, "bin-"));
    const machine: Machine = { platform: process.platform, path: process.env.PATH ?? "" };
    for (const name of programs) {
      const file = findProgram(name, machine);
      if (file) symlinkSync(file, join(this.#bin, name));
    }
  }

  fake(name: string, script: string): void {
    if (!this.#bin) throw new Error("Call only() first: a fake is to hide the machine's own.");
    writeFileSync(join(this.#bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }

  run(name: string, ...args: string[]): Promise<Ended> {
    const script = this.at(`${name}.sh`);
    writeFileSync(script, shippedScript(name));
    const env = { PATH: this.#bin ?? process.env.PATH ?? "", HOME: this.folder };
    return new Promise((resolve) => {
      execFile("/bin/sh", [script, ...args], { env, cwd: this.folder }, (error, stdout, stderr) => {
        resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      });
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
