import { createServer } from "node:http";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { expect, test } from "vitest";
import { startFaultWords } from "../scripts/server/start-fault.ts";

const start = { host: "127.0.0.1", port: 8787, state: "/srv/fieldline" };
const listening = (port: number, host: string) =>
  new Promise<unknown>((resolve) => createServer().once("error", resolve).listen(port, host));

test("a port that is taken is named by the variable that chooses another, not by another tool's option", async () => {
  const taken = createSocketServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as AddressInfo;
  const thrown = await listening(port, "127.0.0.1");
  const words = `Port ${port} is taken. Stop what listens there, or choose another: PORT=${port + 1} npm start`;
  expect(startFaultWords(thrown, { ...start, port })).toBe(words);
  const said = "Address already in use (127.0.0.1:8881). Please … specify a different port with --port.";
  expect(startFaultWords(new Error(said), { ...start, port })).toBe(words);
  taken.close();
});

test("an address that this machine has not is named by HOST, and a state that is no folder by FIELDLINE_STATE", async () => {
  const host = "192.0.2.1";
  expect(startFaultWords(await listening(0, host), { ...start, host })).toContain("has no address 192.0.2.1. Set HOST");
  const { state } = start;
  const thrown = Object.assign(new Error(`EEXIST: file already exists, mkdir '${state}'`), { code: "EEXIST" });
  expect(startFaultWords(thrown, start)).toContain("Set FIELDLINE_STATE to a folder");
});

test("what is in words already stays as it is", () => {
  expect(startFaultWords(new Error("PORT must be a number from 0 to 65535."), start)).toBe(
    "PORT must be a number from 0 to 65535.",
  );
});
