import { expect, it } from "vitest";
import { describeStep } from "./describe-step.ts";
import type { StepAction } from "./document.ts";

const command = { name: "a", type: "runCommand", input: { command: "systemctl,restart,nginx" } } as const;
const handler = { name: "a", type: "runHandler", input: { handler: "download-file" } } as const;
const script = { name: "a", type: "runScript", input: { script: "set -e\ndf -h\n" } } as const;

it.each<[StepAction, string]>([
  [command, "Runs systemctl restart nginx"],
  [{ ...command, runAsUser: "root" }, "Runs systemctl restart nginx as root"],
  [{ ...command, input: { command: "echo,a b,,c\\,d" } }, 'Runs echo "a b" "" c,d'],
  [
    { ...command, timeoutMs: 30_000, ignoreStepFailure: true },
    "Runs systemctl restart nginx, for at most 30\u00a0s, may fail",
  ],
  [{ ...command, timeoutMs: 7_200_000 }, "Runs systemctl restart nginx, for at most 2\u00a0h"],
  [{ ...command, timeoutMs: 90_000 }, "Runs systemctl restart nginx, for at most 90\u00a0s"],
  [
    { ...command, timeoutMs: 1_500, allowStdErr: false },
    "Runs systemctl restart nginx, for at most 1500\u00a0ms, fails if it writes to stderr",
  ],
  [{ ...command, allowStdErr: true, ignoreStepFailure: false }, "Runs systemctl restart nginx"],
  [handler, "Runs the handler download-file"],
  [
    { ...handler, runAsUser: "svc", input: { handler: "get.sh", args: ["{{URL}}", "/tmp/a b"], path: "/opt/jobs" } },
    'Runs the handler get.sh of /opt/jobs with {{URL}} "/tmp/a b" as svc',
  ],
  [{ ...handler, input: { handler: "get.sh", args: [], path: "default" } }, "Runs the handler get.sh"],
  [script, "Runs 2 lines of sh"],
  [
    { ...script, input: { script: "print(1)", interpreter: "python3", args: ["-v"] } },
    "Runs 1 line of python3 with -v",
  ],
])("%j: %s", (action, words) => expect(describeStep({ action })).toBe(words));
