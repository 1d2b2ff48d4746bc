import { expect, it, vi } from "vitest";
import { HostName } from "./names.ts";

it("asks once for packets that leave together, and again when the answer is old", async () => {
  const lookUp = vi.fn(async () => ["192.0.2.7"]);
  const name = new HostName("modem.example", lookUp);
  expect(await Promise.all([name.addresses(0), name.addresses(1)])).toEqual([["192.0.2.7"], ["192.0.2.7"]]);
  await name.addresses(29_999);
  expect(lookUp).toHaveBeenCalledTimes(1);
  lookUp.mockResolvedValue(["192.0.2.8"]);
  expect(await name.addresses(30_000)).toEqual(["192.0.2.8"]);
});

it("asks again soon after a failure, and after a name without an address", async () => {
  const lookUp = vi.fn<() => Promise<string[]>>().mockRejectedValueOnce(new Error("no DNS"));
  lookUp.mockResolvedValueOnce([]).mockResolvedValueOnce(["192.0.2.7"]);
  const name = new HostName("modem.example", lookUp);
  await expect(name.addresses(0)).rejects.toThrow("no DNS");
  await expect(name.addresses(4_999)).rejects.toThrow("no DNS");
  await expect(name.addresses(5_000)).rejects.toThrow("the name does not resolve");
  expect(await name.addresses(10_000)).toEqual(["192.0.2.7"]);
});

it("tells that it still waits for the DNS", async () => {
  const { promise, resolve } = Promise.withResolvers<string[]>();
  const name = new HostName("modem.example", () => promise);
  const addresses = name.addresses(0);
  expect(name.isAsking).toBe(true);
  resolve(["192.0.2.7"]);
  await addresses;
  expect(name.isAsking).toBe(false);
});

it.each(["192.0.2.7", "2001:db8::7", "fe80::1%eth0"])("asks nobody for the address %s", async (host) => {
  const lookUp = vi.fn(async () => []);
  expect(await new HostName(host, lookUp).addresses(0)).toEqual([host]);
  expect(lookUp).not.toHaveBeenCalled();
});
