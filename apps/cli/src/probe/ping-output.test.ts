import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type PingPacket, readPing } from "./ping-output.ts";

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), "utf8");
const read = (name: string) => readPing(fixture(name));
const got = (seq: number, rttMs: number): PingPacket => ({ seq, rttMs });
const lost = (seq: number | null, error: string): PingPacket => ({ seq, rttMs: null, error });

describe("replies", () => {
  it.each([
    ["iputils-reply", [got(1, 0.534), got(2, 0.074), got(3, 0.115)]],
    ["iputils-v6", [got(1, 0.2), got(2, 0.111)]],
    ["iputils-german", [got(1, 12.3), got(2, 104)]],
    ["busybox-reply", [got(0, 0.037), got(1, 0.074)]],
    ["busybox-v6", [got(0, 0.054)]],
    ["inetutils-reply", [got(0, 0.105), got(1, 0.094)]],
    ["macos-ping6", [got(0, 110.295), got(1, 113.267), got(3, 109.89)]],
    ["freebsd-reply", [got(0, 0.987), got(1, 0.806)]],
  ])("reads every packet of %s to the microsecond", (name, packets) => {
    expect(read(name)).toMatchObject({ packets, duplicates: 0 });
  });

  it("takes what is less than a millisecond as one, and microseconds as they are", () => {
    expect(readPing("64 bytes from 10.0.0.1: icmp_seq=0 ttl=64 time<1 ms").packets).toEqual([got(0, 1)]);
    expect(readPing("64 bytes from 10.0.0.1: icmp_seq=0 ttl=64 time=95 usec").packets).toEqual([got(0, 0.095)]);
  });
});

describe("duplicates", () => {
  it("counts a marked duplicate beside its packet, not as a packet", () => {
    expect(read("iputils-duplicate")).toMatchObject({ packets: [got(1, 0.062), got(2, 0.041)], duplicates: 2 });
  });

  it("takes the first of two unmarked replies to one packet", () => {
    const twice =
      "64 bytes from 10.0.0.1: seq=4 ttl=64 time=1.5 ms\n64 bytes from 10.0.0.1: seq=4 ttl=64 time=9.0 ms\n";
    expect(readPing(twice)).toEqual({ packets: [got(4, 1.5)], duplicates: 1 });
  });
});

describe("losses", () => {
  it.each([
    ["iputils-host-unreachable", lost(1, "destination host unreachable, says 192.168.1.20")],
    ["iputils-ttl", lost(1, "time to live exceeded, says 192.168.1.1")],
    ["iputils-v6-ttl", lost(1, "time exceeded: hop limit, says 2001:db8:1::1")],
    ["iputils-no-answer", lost(1, "no reply")],
    ["iputils-no-route", lost(null, "not sent: network is unreachable")],
    ["iputils-prohibit", lost(null, "this device may not send there: its firewall or routes refuse it")],
    ["iputils-blocked", lost(null, "this device may not send there: its firewall or routes refuse it")],
    ["busybox-no-route", lost(null, "not sent: network is unreachable")],
    ["inetutils-no-route", lost(null, "not sent: network is unreachable")],
    ["inetutils-ttl", lost(null, "time to live exceeded, says 192.168.1.1")],
    ["macos-ttl", lost(null, "time to live exceeded, says 192.168.1.1")],
    ["macos-unreachable", lost(null, "destination net unreachable, says 10.0.1.1")],
    ["freebsd-unreachable", lost(null, "destination port unreachable, says 10.37.129.9")],
  ])("says why the first packet of %s is lost", (name, packet) => {
    expect(read(name).packets[0]).toEqual(packet);
  });

  it("takes a late reply over the timeout that was announced for it", () => {
    const { packets, duplicates } = read("macos-loss");
    expect(packets).toEqual([
      got(0, 10.123),
      lost(1, "no reply"),
      got(2, 1215.456),
      got(3, 12.789),
      lost(null, "not sent: no route to host"),
      lost(4, "no reply"),
      lost(null, "not sent: host is down"),
    ]);
    expect(duplicates).toBe(1);
  });

  it.each(["busybox-loss", "inetutils-loss"])("finds no packet in the silence of %s", (name) => {
    expect(read(name)).toMatchObject({ packets: [], duplicates: 0, transmitted: expect.any(Number) });
  });
});

describe("failures", () => {
  it.each(["iputils-unknown", "busybox-unknown", "inetutils-unknown", "macos-unknown"])(
    "knows an unknown host in %s",
    (name) => {
      expect(read(name)).toEqual({
        packets: [],
        duplicates: 0,
        failure: { kind: "unknownHost", message: "the name does not resolve" },
      });
    },
  );

  it.each(["iputils-not-permitted", "busybox-not-permitted"])("knows a missing permission in %s", (name) => {
    expect(read(name).failure?.kind).toBe("notPermitted");
  });
});

describe("hostile and broken output", () => {
  it("reads no reply from a line that was cut before its unit", () => {
    const whole = "64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=12.345 ms";
    for (let end = 0; end < whole.length; end++) expect(readPing(whole.slice(0, end)).packets).toEqual([]);
    expect(readPing(whole).packets).toEqual([got(1, 12.345)]);
  });

  it("takes no figure from a line that only looks like a reply", () => {
    const lines = [
      "PING icmp_seq=1 time=1 ms (10.0.0.1): 56 data bytes",
      "64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=NaN ms",
      "64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=-5 ms",
      "64 bytes from 10.0.0.1: icmp_seq=99999999999 ttl=64 time=5 ms",
      "rtt min/avg/max/mdev = 0.066/0.136/0.305/0.119 ms",
    ];
    expect(readPing(lines.join("\n")).packets).toEqual([]);
  });

  it("shows words of a program without what a terminal would act on, and short", () => {
    const { packets } = readPing(`From 10.0.0.1 icmp_seq=1 \u001b[31mDestination ${"x".repeat(400)}`);
    expect(packets[0]?.error).toMatch(/^\[31mdestination x{80,120}/);
    expect(packets[0]?.error?.length).toBeLessThan(160);
  });

  it("gets through a megabyte without a line end quickly", () => {
    const startedAt = performance.now();
    readPing("1 icmp_seq=1".repeat(100_000));
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
