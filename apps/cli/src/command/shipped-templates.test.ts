import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { SHIPPED_TEMPLATES } from "@fieldline/domain/shipped";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { document, runFor } from "./run-document.test-support.ts";
import { Bench, shippedScript } from "./shipped.test-support.ts";

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.remove());

const text = (name: string) => readFileSync(bench.at(name), "utf8");

describe("restart-service", () => {
  beforeEach(() => bench.only("sh", "sleep", "grep", "tail", "cat", "touch", "rm"));

  it("restarts by systemctl, waits until it is active, and shows its log", async () => {
    bench.fake(
      "systemctl",
      `case $1 in
  show) exit 0 ;;
  restart) [ "$3" = nginx ] && touch restarted ;;
  is-active) [ -e restarted ] || exit 3; [ -e asked ] && exit 0; touch asked; exit 3 ;;
esac`,
    );
    bench.fake("journalctl", "echo started well");
    const ended = await bench.run("restart-service", "nginx", "5");
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(ended.stdout).toMatch(/nginx is active\.\n\n== Last log lines\nstarted well\n$/);
  });

  it("takes service where systemctl is there and not in charge", async () => {
    bench.fake("systemctl", "exit 1");
    bench.fake("service", '[ "$1" = nginx ]');
    const ended = await bench.run("restart-service", "nginx", "5");
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toContain("Restarting nginx by service.");
  });

  it.each([
    ["cannot be restarted", "restart) exit 5", "could not restart nginx (exit code 5)"],
    ["is not active in time", "status) exit 3", "nginx is not active 1 s after its restart"],
    ["falls over at once", "status) [ ! -e up ] || exit 3; touch up", "fell over at once"],
  ])("fails for a service that %s, and shows its log", async (_what, rule, words) => {
    bench.fake("rc-service", `case $2 in ${rule} ;; esac`);
    bench.fake("logread", "echo nginx: bad line; echo other: line");
    const ended = await bench.run("restart-service", "nginx", "1");
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(words);
    expect(ended.stdout).toMatch(/nginx: bad line\n$/);
  });

  it("says that there is no service manager", async () => {
    const ended = await bench.run("restart-service", "no-such-service", "1");
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stderr).toContain("/etc/init.d/no-such-service");
  });
});

describe("health-check", () => {
  const table = (...rows: string[]) =>
    `cat <<'END'\nFilesystem 1024-blocks Used Available Capacity Mounted on\n${rows.join("\n")}\nEND`;
  beforeEach(() => {
    bench.only("sh", "awk", "cat");
    bench.fake("uptime", "echo up 3 days");
  });

  it("passes where every disk has room, whatever is full by nature", async () => {
    bench.fake(
      "df",
      table(
        "/dev/sda1 100 90 10 90% /",
        "tmpfs 10 10 0 100% /run",
        "/dev/loop3 5 5 0 100% /snap/core/1",
        "/dev/root 5 5 0 100% /rom",
        "/dev/sr0 5 5 0 100% /media/cd",
      ),
    );
    const ended = await bench.run("health-check", "90");
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(ended.stdout).toContain("up 3 days");
    expect(ended.stdout).toContain("All of 1 disks are at most 90 % full.");
  });

  it("fails and names the disk that is too full", async () => {
    bench.fake("df", table("/dev/sda1 100 10 90 10% /", "/dev/sdb1 100 91 9 91% /mnt/my data"));
    const ended = await bench.run("health-check", "90");
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain("/mnt/my data is 91 % full; at most 90 % is allowed.");
  });

  it("takes the table of a df that knows no -l, and fails where there is none", async () => {
    bench.fake("df", `[ "$*" = "-P" ] || exit 1\n${table("/dev/sda1 100 10 90 10% /")}`);
    expect((await bench.run("health-check", "90")).code).toBe(0);
    bench.fake("df", "exit 1");
    expect((await bench.run("health-check", "90")).code).toBe(1);
  });

  it("runs as its template says, on this very machine", async () => {
    const script = shippedScript("health-check");
    const input = { script, interpreter: "sh" as const, args: ["100"] };
    const step = { action: { name: "check", type: "runScript" as const, input } };
    const { outcome, stdout } = await runFor(document([step]));
    expect(outcome).toMatchObject({ status: "completed", exitCode: 0 });
    expect(stdout).toContain("== Disks");
  });
});

describe("update-config", () => {
  const update = (of: {
    path?: string;
    content?: string;
    key?: string;
    value?: string;
    check?: string;
    service?: string;
  }) =>
    bench.run(
      "update-config",
      of.path ?? bench.at("app.conf"),
      ...[of.content ?? "", of.key ?? "", of.value ?? "", of.check ?? "", of.service ?? ""],
    );
  const before = "# limits\nport = 80\nhost=old # here\nport=8080\n";
  beforeEach(() => {
    writeFileSync(bench.at("app.conf"), before);
    chmodSync(bench.at("app.conf"), 0o640);
  });
  const backups = () => readdirSync(bench.folder).filter((name) => /^app\.conf\.\d{8}T\d{6}Z\.bak/.test(name));

  it("writes a whole file, keeps its mode and a backup of what was there", async () => {
    expect(await update({ content: "a\nb" })).toMatchObject({ code: 0, stderr: "" });
    expect(text("app.conf")).toBe("a\nb\n");
    expect(statSync(bench.at("app.conf")).mode & 0o777).toBe(0o640);
    expect(backups().map(text)).toEqual([before]);
  });

  it("sets a key wherever it stands, and adds one that does not", async () => {
    expect(await update({ key: "port", value: "a&b\\n/c" })).toMatchObject({ code: 0 });
    expect(text("app.conf")).toBe("# limits\nport = a&b\\n/c\nhost=old # here\nport=a&b\\n/c\n");
    expect(await update({ key: "p.rt", value: "1" })).toMatchObject({ code: 0 });
    expect(text("app.conf")).toMatch(/\np\.rt=1\n$/);
  });

  it("makes a file that is not there, and removes it again when the check fails", async () => {
    expect(await update({ path: bench.at("new.conf"), key: "a", value: "1" })).toMatchObject({ code: 0 });
    expect(text("new.conf")).toBe("a=1\n");
    expect(await update({ path: bench.at("bad.conf"), content: "x", check: "exit 3" })).toMatchObject({ code: 1 });
    expect(existsSync(bench.at("bad.conf"))).toBe(false);
  });

  it("changes nothing that is so already, and keeps no backup of it", async () => {
    const ended = await update({ content: before, check: "touch checked" });
    expect(ended).toMatchObject({ code: 0 });
    expect(backups()).toEqual([]);
    expect(existsSync(bench.at("checked"))).toBe(false);
  });

  it("puts the old file back when the check fails", async () => {
    const ended = await update({ content: "broken", check: `grep -q port '${bench.at("app.conf")}'` });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("The check failed with exit code 1.");
    expect(text("app.conf")).toBe(before);
    expect(statSync(bench.at("app.conf")).mode & 0o777).toBe(0o640);
  });

  describe("with a service", () => {
    beforeEach(() => bench.only("sh", "awk", "cp", "mv", "rm", "cmp", "date", "dirname", "grep", "cat"));

    it("reloads it after the check", async () => {
      bench.fake("service", 'echo "$@" >>calls');
      expect(await update({ content: "new", check: "true", service: "app" })).toMatchObject({ code: 0 });
      expect(text("calls")).toBe("app reload\n");
    });

    it("puts the old file back when it cannot be reloaded, and reloads that", async () => {
      bench.fake("service", 'echo "$2 $(cat app.conf)" >>calls; grep -q port app.conf');
      const ended = await update({ content: "new", service: "app" });
      expect(ended.code).toBe(1);
      expect(text("app.conf")).toBe(before);
      expect(text("calls")).toBe(`reload new\nrestart new\nreload ${before}`);
    });
  });

  it.each([
    [{}, "Give either"],
    [{ content: "a", key: "b" }, "not both"],
    [{ path: "/no/such/folder/x", content: "a" }, "is not there"],
    [{ path: "/tmp", content: "a" }, "is a folder"],
  ])("refuses %j", async (of, words) => {
    const ended = await update(of);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(words);
  });
});

it("passes no variable through a shell", () => {
  for (const { slug } of SHIPPED_TEMPLATES) expect(shippedScript(slug)).not.toMatch(/\beval\b/);
});
