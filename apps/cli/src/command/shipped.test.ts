import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Bench } from "./shipped.test-support.ts";

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});
afterEach(() => bench.remove());

const text = (name: string) => readFileSync(bench.at(name), "utf8");

describe.each([
  ["curl", ["curl"]],
  ["wget", ["wget"]],
])("download-file by %s", (_name, programs) => {
  const file = randomBytes(300_000);
  const sha256 = createHash("sha256").update(file).digest("hex");
  let server: Server;
  let asked: { url?: string | undefined; range?: string | undefined }[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { range } = request.headers;
      asked.push({ url: request.url, range });
      if (request.url === "/gone") return void response.writeHead(404).end("not here");
      const from = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
      const takesRange = request.url !== "/whole" && range !== undefined;
      if (takesRange && from >= file.length)
        return void response.writeHead(416, { "content-range": `bytes */${file.length}` }).end();
      const body = takesRange ? file.subarray(from) : file;
      const contentRange = takesRange && { "content-range": `bytes ${from}-${file.length - 1}/${file.length}` };
      response.writeHead(takesRange ? 206 : 200, { "content-length": body.length, ...contentRange });
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    asked = [];
    bench.only(...programs, ...["sh", "sed", "tr", "grep", "dirname", "mkdir", "rm", "mv", "chmod", "wc", "sha256sum"]);
  });
  const url = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;

  it("puts a file in place, with its mode and no trace beside it", async () => {
    const ended = await bench.run("download-file", url("/f"), bench.at("new/tool"), sha256.toUpperCase(), "750");
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(bench.at("new/tool"))).toEqual(file);
    expect(statSync(bench.at("new/tool")).mode & 0o777).toBe(0o750);
    expect(readdirSync(bench.at("new"))).toEqual(["tool"]);
  });

  it("takes the name from the URL where the destination is a folder", async () => {
    expect(await bench.run("download-file", url("/a/fw.bin?v=2"), bench.at("in/"))).toMatchObject({ code: 0 });
    expect(readFileSync(bench.at("in/fw.bin"))).toEqual(file);
  });

  it("goes on where the last download broke off", async () => {
    writeFileSync(bench.at("tool.part"), file.subarray(0, 100_000));
    expect(await bench.run("download-file", url("/f"), bench.at("tool"), sha256)).toMatchObject({ code: 0 });
    expect(asked).toEqual([{ url: "/f", range: "bytes=100000-" }]);
    expect(readFileSync(bench.at("tool"))).toEqual(file);
  });

  it.each([
    ["of another file", () => randomBytes(100_000)],
    ["longer than the file", () => randomBytes(400_000)],
  ])("starts again over a part %s", async (_what, part) => {
    writeFileSync(bench.at("tool.part"), part());
    expect(await bench.run("download-file", url("/f"), bench.at("tool"), sha256)).toMatchObject({ code: 0 });
    expect(readFileSync(bench.at("tool"))).toEqual(file);
  });

  it("does not trust a part that it cannot check", async () => {
    writeFileSync(bench.at("tool.part"), randomBytes(100_000));
    expect(await bench.run("download-file", url("/f"), bench.at("tool"))).toMatchObject({ code: 0 });
    expect(readFileSync(bench.at("tool"))).toEqual(file);
  });

  it("puts nothing in place of a wrong SHA-256", async () => {
    writeFileSync(bench.at("tool"), "as before");
    const ended = await bench.run("download-file", url("/f"), bench.at("tool"), "0".repeat(64));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`the SHA-256 is ${sha256} and not 000`);
    expect(text("tool")).toBe("as before");
    expect(existsSync(bench.at("tool.part"))).toBe(false);
  });

  it("fetches nothing that is there already", async () => {
    writeFileSync(bench.at("tool"), file);
    expect(await bench.run("download-file", url("/f"), bench.at("tool"), sha256)).toMatchObject({ code: 0 });
    expect(asked).toEqual([]);
  });

  it("fails of what the server does not have", async () => {
    const ended = await bench.run("download-file", url("/gone"), bench.at("tool"));
    expect(ended.code).toBe(1);
    expect(existsSync(bench.at("tool"))).toBe(false);
  });

  it.each([
    [["file:///etc/passwd", "x"], "http://"],
    [["--help", "x"], "http://"],
    [["http://127.0.0.1/x", ""], "second argument"],
    [["http://127.0.0.1/x", "y", "abc"], "64 hex digits"],
    [["http://127.0.0.1/x", "y", "", "rwx"], "octal"],
  ])("refuses the arguments %j", async (args, words) => {
    const ended = await bench.run("download-file", ...args);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(words);
  });
});

describe("backup-directory", () => {
  beforeEach(() => {
    mkdirSync(bench.at("my data/sub"), { recursive: true });
    writeFileSync(bench.at("my data/sub/note"), "remember");
  });

  it("packs what can be read back, and keeps the newest alone", async () => {
    mkdirSync(bench.at("backups"));
    const old = ["20240101T000000Z", "20240201T000000Z", "20240301T000000Z"];
    for (const stamp of old) writeFileSync(bench.at(`backups/my data-${stamp}.tar.gz`), "old");
    for (const other of ["my data-notes.tar.gz", "else-20240101T000000Z.tar.gz"])
      writeFileSync(bench.at(`backups/${other}`), "not ours");
    const ended = await bench.run("backup-directory", bench.at("my data"), bench.at("backups"), "2");
    expect(ended).toMatchObject({ code: 0, stderr: "" });
    const kept = readdirSync(bench.at("backups")).sort();
    expect(kept).toHaveLength(4);
    expect(kept).toEqual(
      expect.arrayContaining([
        "else-20240101T000000Z.tar.gz",
        "my data-20240301T000000Z.tar.gz",
        "my data-notes.tar.gz",
      ]),
    );
    const made = kept.find((name) => /^my data-20(2[5-9]|[3-9])/.test(name)) ?? "";
    execFileSync("tar", ["-xzf", bench.at(`backups/${made}`), "-C", bench.folder, "--", "./my data/sub/note"]);
    expect(statSync(bench.at(`backups/${made}`)).mode & 0o077).toBe(0);
  });

  it("leaves nothing behind when tar fails", async () => {
    bench.only("sh", "grep", "mkdir", "basename", "dirname", "date", "rm", "wc", "tr", "mv");
    bench.fake("tar", 'case $1 in -czf) echo half >"$2"; exit 2 ;; esac; exit 2');
    const ended = await bench.run("backup-directory", bench.at("my data"), bench.at("backups"));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("exit code 2");
    expect(readdirSync(bench.at("backups"))).toEqual([]);
  });

  it("leaves nothing behind that cannot be read back, and no older backup is removed for it", async () => {
    mkdirSync(bench.at("backups"));
    writeFileSync(bench.at("backups/my data-20240101T000000Z.tar.gz"), "old");
    bench.only("sh", "grep", "mkdir", "basename", "dirname", "date", "rm", "wc", "tr", "mv");
    bench.fake("tar", 'case $1 in -czf) echo half >"$2" ;; *) exit 2 ;; esac');
    expect((await bench.run("backup-directory", bench.at("my data"), bench.at("backups"), "1")).code).toBe(1);
    expect(readdirSync(bench.at("backups"))).toEqual(["my data-20240101T000000Z.tar.gz"]);
  });

  it.each([
    [["", "x"], "give the directory"],
    [["gone", "x"], "no directory"],
    [["/", "x"], "below /"],
    [["my data", "my data/backups"], "within"],
    [["my data", "x", "0"], "from 1"],
  ])("refuses the arguments %j", async (args, words) => {
    const ended = await bench.run("backup-directory", ...args);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(words);
  });
});
