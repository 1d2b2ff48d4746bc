import { expect, test } from "vitest";
import { unitOf } from "./unit.ts";

const unit = (more: Partial<Parameters<typeof unitOf>[0]> = {}) =>
  unitOf({ node: "/usr/bin/node", script: "/opt/fieldline.mjs", folder: "/etc/fieldline", user: "fieldline", ...more });

test("a dismissed device's service is not started again, and a stop leaves commands their time", () => {
  expect(unit()).toContain("ExecStart=/usr/bin/node /opt/fieldline.mjs agent run --config /etc/fieldline\n");
  expect(unit()).toContain("RestartPreventExitStatus=2 3 4\n");
  expect(unit()).toContain("KillMode=mixed\n");
});

test("an unprivileged service gains nothing, and root's may become another account for a step", () => {
  expect(unit()).toContain("NoNewPrivileges=yes\nProtectSystem=strict\n");
  expect(unit({ user: "root" })).toContain("NoNewPrivileges=no\nProtectSystem=no\n");
});

test("a device that does tasks does them as a service too", () => {
  expect(unit({ handlers: "/opt/my handlers.mjs" })).toContain(
    'agent run --config /etc/fieldline --handlers "/opt/my handlers.mjs"\n',
  );
});

test("paths are quoted as systemd reads them", () => {
  expect(unit({ folder: '/home/a b/50%"$x' })).toContain('--config "/home/a b/50%%\\"$$x"\n');
});
