import { describe, expect, inject, it } from "vitest";
import { measureOnce, edgeProbe as probe } from "./edge-probe.ts";

const { tcpPort, httpPort, silentPort, closedPort, rawPort } = inject("targets");

const measure = (spec: Parameters<typeof measureOnce>[0], waitMs = 500) => measureOnce(spec, { waitMs });

describe("tcp", () => {
  it("takes the time of a connect", async () => {
    const [packet] = await measure(probe("tcp", { host: "127.0.0.1", port: tcpPort }));
    expect(packet?.error).toBeUndefined();
    expect(packet?.rttMs).toBeGreaterThanOrEqual(0);
    expect(packet?.rttMs).toBeLessThan(500);
  });

  it("sends every packet of a tick", async () => {
    const packets = await measure(probe("tcp", { host: "127.0.0.1", port: tcpPort }, { packets: 20 }), 200);
    expect(packets.filter(({ rttMs }) => rttMs !== null)).toHaveLength(20);
  });

  it("says that a connection was refused", async () => {
    const [packet] = await measure(probe("tcp", { host: "127.0.0.1", port: closedPort }));
    expect(packet).toMatchObject({ rttMs: null, error: "connection refused or unreachable" });
  });

  it.each([
    ["no-such-host.test", "the name does not resolve"],
    ["broken.test", "the name could not be looked up"],
  ])("says of %s that %s", async (host, error) => {
    const [packet] = await measure(probe("tcp", { host, port: tcpPort }));
    expect(packet).toMatchObject({ rttMs: null, error });
  });

  it.each(["loopback.test", "localhost", "unreachable-first.test"])("finds %s by its addresses", async (host) => {
    const [packet] = await measure(probe("tcp", { host, port: tcpPort }));
    expect(packet?.rttMs).not.toBeNull();
  });
});

describe("http", () => {
  const at = (path: string) => ({ host: "127.0.0.1", port: httpPort, path });

  it("takes the time of a request", async () => {
    const [packet] = await measure(probe("http", at("/")));
    expect(packet?.error).toBeUndefined();
    expect(packet?.rttMs).toBeGreaterThanOrEqual(0);
  });

  it("counts an unexpected status as lost and names it", async () => {
    const [packet] = await measure(probe("http", at("/status/503")));
    expect(packet).toMatchObject({ rttMs: null, error: "answered with HTTP status 503" });
  });

  it("takes the statuses that were asked for", async () => {
    const [expected] = await measure(probe("http", at("/status/503"), { expectedStatus: [503] }));
    const [unexpected] = await measure(probe("http", at("/status/200"), { expectedStatus: [503] }));
    expect(expected?.rttMs).not.toBeNull();
    expect(unexpected?.error).toBe("answered with HTTP status 200");
  });

  it("does not follow a redirect unless asked", async () => {
    const [stayed] = await measure(probe("http", at("/moved")));
    const [followed] = await measure(probe("http", at("/moved"), { followRedirects: true }));
    expect(stayed?.rttMs).not.toBeNull();
    expect(followed?.error).toBe("answered with HTTP status 500");
  });

  it("gives up after its timeout", async () => {
    const startedAt = Date.now();
    const [packet] = await measure(probe("http", { host: "127.0.0.1", port: silentPort }), 150);
    expect(packet).toMatchObject({ rttMs: null, error: "timed out after 150 ms" });
    expect(Date.now() - startedAt).toBeLessThan(1_000);
  });

  it("tells a refused connection, a closed one and a name that does not resolve", async () => {
    const errorOf = async (host: string, port: number, path = "/") =>
      (await measure(probe("http", { host, port, path })))[0]?.error;
    expect(await errorOf("127.0.0.1", closedPort)).toBe("connection refused or unreachable");
    expect(await errorOf("127.0.0.1", rawPort)).toBe("the connection was closed without a reply");
    expect(await errorOf("no-such-host.test", httpPort)).toBe("the name does not resolve");
  });

  it("asks for the name while it connects to the address", async () => {
    const host = "loopback.test";
    const [packet] = await measure(probe("http", { ...at(`/asked-as?host=${host}:${httpPort}`), host }));
    expect(packet?.error).toBeUndefined();
  });

  it.each(["//metadata.test/", "/\\metadata.test/", "/@metadata.test/", "/..//metadata.test/"])(
    "stays with its host whatever the path: %s",
    async (path) => {
      const [packet] = await measure(probe("http", at(path)));
      expect(packet?.error).toBeUndefined();
    },
  );

  it.each([
    ["/banner", "the reply is not HTTP"],
    ["/no-status", "the reply is not HTTP"],
    ["/strange-version", "the reply is not HTTP"],
    ["/interim", "answered with HTTP status 503"],
    ["/endless", "the reply's headers are longer than 16 KiB"],
    ["/endless-line", "the reply's headers are longer than 16 KiB"],
    ["/line-feeds", undefined],
    ["/long", undefined],
  ])("reads what a target answers to %s: %s", async (path, error) => {
    const [packet] = await measure(probe("http", { host: "127.0.0.1", port: rawPort, path }));
    expect(packet?.error).toBe(error);
  });

  it("says that TLS failed where the target does not speak it", async () => {
    const to = encodeURIComponent(`https://127.0.0.1:${httpPort}/`);
    const [packet] = await measure(probe("http", at(`/redirect?to=${to}`), { followRedirects: true }));
    expect(packet?.error).toBe("TLS handshake failed");
  });

  it.each([
    ["/hops/5", undefined],
    ["/hops/6", "redirected more than 5 times"],
    ["/loop", "redirected more than 5 times"],
    ["/redirect?to=ftp://127.0.0.1/", "redirected to something else than http or https"],
    ["/redirect?to=http://", "redirected to an address that cannot be read"],
    ["/redirect?to=http://no-such-host.test/", "the name does not resolve"],
    [`/redirect?to=http://user:secret@loopback.test:${httpPort}/`, undefined],
    [`/redirect?to=//localhost:${httpPort}/status/404`, "answered with HTTP status 404"],
  ])("follows %s to its end: %s", async (path, error) => {
    const [packet] = await measure(probe("http", at(path), { followRedirects: true }));
    expect(packet?.error).toBe(error);
  });
});
