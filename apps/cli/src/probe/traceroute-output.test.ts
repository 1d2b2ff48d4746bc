import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readTracepath } from "./tracepath-output.ts";
import { readTraceroute } from "./traceroute-output.ts";

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), "utf8");
const read = (name: string, target: string) => readTraceroute(fixture(name), target);

describe("traceroute", () => {
  it("reads Linux", () => {
    expect(read("traceroute-linux", "198.51.100.7")).toEqual({
      hops: [
        { ttl: 1, ip: "192.168.1.1", rttMs: [0.413, 0.349, 0.336] },
        { ttl: 2, ip: "10.20.0.2", rttMs: [0.325, 0.21, 0.195] },
        { ttl: 3, ip: "198.51.100.7", rttMs: [0.18, 0.161, 0.147] },
      ],
      targetRttMs: [0.18, 0.161, 0.147],
    });
  });

  it("reads IPv6", () => {
    const { hops, targetRttMs } = read("traceroute-linux-v6", "2001:db8:3::7");
    expect(hops.map(({ ip }) => ip)).toEqual(["2001:db8:1::1", "2001:db8:2::2", "2001:db8:3::7"]);
    expect(targetRttMs).toEqual([0.016]);
  });

  it("reads busybox", () => {
    const { hops, targetRttMs } = read("traceroute-busybox", "198.51.100.7");
    expect(hops[1]).toEqual({ ttl: 2, ip: "10.20.0.2", rttMs: [0.003, 0.003, 0.003] });
    expect(targetRttMs).toEqual([0.003, 0.004, 0.004]);
  });

  it("reads inetutils, which leaves out the space before the unit", () => {
    const { hops, targetRttMs } = read("traceroute-inetutils", "198.51.100.7");
    expect(hops[0]).toEqual({ ttl: 1, ip: "192.168.1.1", rttMs: [0.045, 0.001, 0.002] });
    expect(targetRttMs).toEqual([0.001, null, 0.003]);
  });

  it("reads macOS: losses in a hop, several routers at one distance, a warning before", () => {
    const { hops, targetRttMs } = read("traceroute-macos", "142.251.38.78");
    expect(hops[1]).toEqual({ ttl: 2, ip: "178.49.129.17", rttMs: [595.122, null, 267.397] });
    expect(hops[3]).toEqual({ ttl: 4, ip: null, rttMs: [null, null, null] });
    expect(hops[4]).toEqual({ ttl: 5, ip: "188.234.152.203", rttMs: [null, 319.474, 756.185] });
    expect(hops[5]).toEqual({ ttl: 6, ip: "188.234.131.53", rttMs: [229.631, 550.198, 153.944] });
    expect(targetRttMs).toEqual([null, 410.219, null]);
  });

  it("reads FreeBSD with names and a prohibited target", () => {
    const { hops, targetRttMs } = read("traceroute-freebsd", "62.84.126.150");
    expect(hops.map(({ ip }) => ip)).toEqual(["192.168.0.1", null, "192.178.105.173", "62.84.126.150"]);
    expect(targetRttMs).toEqual([40.073, null, null]);
  });

  it("knows that a router which says unreachable is not the target", () => {
    const { hops, targetRttMs } = read("traceroute-busybox-unreachable", "203.0.113.9");
    expect(hops).toEqual([{ ttl: 1, ip: "192.168.1.1", rttMs: [null, 0.009] }]);
    expect(targetRttMs).toEqual([]);
  });

  it("leaves out the silence at the end", () => {
    expect(read("traceroute-linux-silent", "203.0.112.9")).toEqual({ hops: [], targetRttMs: [] });
    expect(read("traceroute-linux-unreachable", "203.0.113.9").hops).toHaveLength(6);
  });

  it("gives the hops so far of output that was cut anywhere", () => {
    const whole = fixture("traceroute-linux");
    for (let end = 0; end <= whole.length; end++) {
      const { hops } = readTraceroute(whole.slice(0, end), "198.51.100.7");
      expect(hops.length).toBeLessThanOrEqual(3);
      for (const hop of hops) for (const rttMs of hop.rttMs) expect(rttMs).toBeLessThan(1);
    }
  });

  it("is not led astray by hostile lines", () => {
    const text =
      "traceroute to x (10.0.0.9), 30 hops max\n 7  10.0.0.9  1 ms\n 1  10.0.0.9 1 msec\n999  10.0.0.9  1 ms\n";
    expect(readTraceroute(text, "10.0.0.9").targetRttMs).toEqual([]);
    const many = Array.from({ length: 2_000 }, (_, index) => ` ${index + 1}  10.0.0.1${"  1.0 ms".repeat(100)}`);
    const { hops } = readTraceroute(many.join("\n"), "10.0.0.9");
    expect(hops.length).toBeLessThanOrEqual(255);
    expect(hops[0]?.rttMs).toHaveLength(10);
  });
});

describe("tracepath", () => {
  it("reads the way to a target that was reached", () => {
    expect(readTracepath(fixture("tracepath"))).toEqual({
      hops: [
        { ttl: 1, ip: "192.168.1.1", rttMs: [0.009] },
        { ttl: 2, ip: "10.20.0.2", rttMs: [0.015] },
        { ttl: 3, ip: "198.51.100.7", rttMs: [0.101] },
      ],
      targetRttMs: [0.101],
    });
  });

  it("leaves out the silence at the end, and says that the target was not reached", () => {
    const { hops, targetRttMs } = readTracepath(fixture("tracepath-silent"));
    expect(hops.map(({ ip }) => ip)).toEqual(["192.168.1.1", "10.20.0.2"]);
    expect(targetRttMs).toEqual([]);
  });
});
