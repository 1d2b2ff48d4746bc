import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeServer } from "@fieldline/agent/testing/fake-server";
import { afterEach, beforeEach, expect } from "vitest";
import { type AgentProcess, startProcess } from "./agent-process.ts";

/** A server and an agent's folder, new for each test, and the command line on them. */
export interface Scene {
  server: FakeServer;
  folder: string;
  fieldline(...argv: string[]): AgentProcess;
  /** What the test has started so far. */
  started: AgentProcess[];
  /** Enrols the folder. */
  enrolled(): Promise<void>;
}

/** Makes the scene before each test, and kills what the test has started after it. */
export function useScene(): Scene {
  const scene = {
    started: [] as AgentProcess[],
    fieldline(...argv: string[]) {
      const one = startProcess("agent", ...argv, "--config", scene.folder);
      scene.started.push(one);
      return one;
    },
    async enrolled() {
      const { url } = scene.server;
      const enrolling = scene.fieldline("enroll", "--server", url, "--token", "fle_once", "--attribute", "site=north");
      expect(await enrolling.exited, enrolling.text()).toBe(0);
    },
  } as Scene;
  beforeEach(async () => {
    scene.server = await FakeServer.start();
    scene.folder = mkdtempSync(join(tmpdir(), "fieldline-agent-"));
  });
  afterEach(async () => {
    for (const { child } of scene.started) child.kill("SIGKILL");
    scene.started = [];
    await scene.server.stop();
    rmSync(scene.folder, { recursive: true, force: true });
  });
  return scene;
}
