import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { command, document, runFor, script } from "./run-document.test-support.ts";

const states = (steps: { state: string }[]) => steps.map(({ state }) => state);

describe("what the device's owner allows", () => {
  const handler = { name: "greet", version: 1, sha256: "0".repeat(64) };
  const useHandler = (path?: string) => ({
    action: {
      name: "greet",
      type: "runHandler" as const,
      input: { handler: "greet", args: ["you"], ...(path && { path }) },
    },
  });
  const handlers = (file: string) => ({
    refs: [handler],
    get: async () => ({ path: file, interpreter: "sh" as const }),
  });

  function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "fieldline-test-"));
    writeFileSync(join(folder, "greet"), '#!/bin/sh\necho "hello $1"\n', { mode: 0o700 });
    return act(folder).finally(() => rmSync(folder, { recursive: true }));
  }

  it("runs a handler of the library and one of the device's own", () =>
    inFolder(async (folder) => {
      for (const step of [useHandler(), useHandler("default"), useHandler(folder)]) {
        const { stdout } = await runFor(document([step]), { handlers: handlers(join(folder, "greet")) });
        expect(stdout).toBe("hello you\n");
      }
    }));

  it("fails where the library's handler cannot be had", async () => {
    const lost = () =>
      Promise.reject(Object.assign(new Error("It was not what the job names."), { code: "HANDLER_REFUSED" }));
    const { outcome } = await runFor(document([useHandler()]), { handlers: { refs: [handler], get: lost } });
    expect(outcome).toMatchObject({ status: "failed", error: { code: "HANDLER_REFUSED" } });
  });

  it("takes a handler that the job came without for a program of the device, as the AWS client does", async () => {
    const echo = {
      action: { name: "echo", type: "runHandler" as const, input: { handler: "echo", args: ["Hello world!"] } },
    };
    expect((await runFor(document([echo]))).stdout).toBe("Hello world!\n");
    const forbidden = await runFor(document([echo]), { config: { forbidCommands: true } });
    expect(forbidden.outcome.error?.code).toBe("COMMANDS_FORBIDDEN");
    const { outcome } = await runFor(document([useHandler()]));
    expect(outcome.error?.code).toBe("PROGRAM_NOT_FOUND");
  });

  it.each([
    ["a command", command("x", "echo,ran"), { forbidCommands: true }, "COMMANDS_FORBIDDEN"],
    ["a script", script("x", "echo ran"), { forbidCommands: true }, "COMMANDS_FORBIDDEN"],
    ["a program by way of a handler's path", useHandler("/bin"), { forbidCommands: true }, "COMMANDS_FORBIDDEN"],
    ["a handler that is not on the list", useHandler(), { allowHandlers: ["other"] }, "HANDLER_NOT_ALLOWED"],
    ["another user", command("x", "echo,ran", { runAsUser: "nobody" }), {}, "RUN_AS_REFUSED"],
  ])("rejects %s before any step runs", async (_what, step, config, code) => {
    const { outcome, stdout } = await runFor(document([useHandler(), step]), {
      config: { allowHandlers: ["greet"], ...config },
      handlers: { refs: [handler], get: () => Promise.reject(new Error("nothing was to run")) },
    });
    expect(outcome).toMatchObject({ status: "rejected", error: { code } });
    expect(new Set(states(outcome.steps))).toEqual(new Set(["skipped"]));
    expect(stdout).toBe("");
  });

  it("looks at the final step too", async () => {
    const { outcome } = await runFor(
      document([command("one", "echo,ran")], { finalStep: command("x", "true", { runAsUser: "root-or-so" }) }),
    );
    expect(outcome.status).toBe("rejected");
  });

  it("runs handlers on the list where commands are forbidden", () =>
    inFolder(async (folder) => {
      const { stdout } = await runFor(document([useHandler()]), {
        handlers: handlers(join(folder, "greet")),
        config: { forbidCommands: true, allowHandlers: ["greet"] },
      });
      expect(stdout).toBe("hello you\n");
    }));

  it("needs no leave to run as the agent's own user", async () => {
    const { outcome } = await runFor(document([command("x", "true", { runAsUser: userInfo().username })]));
    expect(outcome.status).toBe("completed");
  });

  it.runIf(process.getuid?.() === 0)(
    "runs as another user where it may, in a folder that this user can write",
    async () => {
      const { stdout, outcome } = await runFor(
        document([
          script("who", "id -un; echo x > mine && cat mine; echo $USER", { runAsUser: "nobody" }),
          command("me", "id,-un"),
        ]),
        { config: { allowRunAs: ["nobody"] } },
      );
      expect(outcome.error).toBeUndefined();
      expect(stdout).toBe("nobody\nx\nnobody\nroot\n");
    },
  );

  it("asks sudo where the agent is not root, and takes nothing of the environment along but the step's own", () =>
    inFolder(async (folder) => {
      const sudo = 'printf "%s\\n" "$1 $2 $3 $4 $5 $6" >&2; shift 4; exec "$@"';
      writeFileSync(join(folder, "sudo"), `#!/bin/sh\n${sudo}\n`, { mode: 0o755 });
      vi.stubEnv("PATH", `${folder}:${process.env.PATH}`);
      vi.spyOn(process, "getuid").mockReturnValue(1_000);
      const who = script("who", "echo $USER $1 $FIELDLINE_STEP", { runAsUser: "nobody" });
      const { stdout, stderr, outcome } = await runFor(document([who]), { config: { allowRunAs: ["nobody"] } });
      vi.restoreAllMocks();
      vi.unstubAllEnvs();
      expect(outcome.error).toBeUndefined();
      expect(stderr).toBe("-n -u nobody -- env -i\n");
      expect(stdout).toBe("nobody who\n");
    }));

  it("fails for a user that is allowed and not there", async () => {
    const { outcome } = await runFor(document([command("x", "true", { runAsUser: "no-such-user" })]), {
      config: { allowRunAs: ["no-such-user"] },
    });
    expect(outcome).toMatchObject({ status: "failed", error: { code: "UNKNOWN_USER" } });
  });

  it("rejects a document whose conditions do not hold here", async () => {
    const conditions = [{ key: "operatingSystem", value: ["openwrt"], type: "stringEqual" as const }];
    const { outcome } = await runFor(document([command("x", "echo,ran")], { conditions }), {
      facts: { operatingSystem: "debian" },
    });
    expect(outcome).toMatchObject({ status: "rejected", error: { code: "CONDITION_UNMET" } });
    expect(outcome.error?.message).toContain("debian");
  });
});
