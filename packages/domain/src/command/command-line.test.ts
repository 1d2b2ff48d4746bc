import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinCommand, splitCommand } from "./command-line.ts";

const text = fc.oneof(
  fc.string(),
  fc.array(fc.constantFrom(",", "\\", "a", " ", "\n", "{{")).map((parts) => parts.join("")),
);

describe("a command", () => {
  it.each([
    ["systemctl,restart,nginx", ["systemctl", "restart", "nginx"]],
    ["reboot", ["reboot"]],
    ["echo,Hello World", ["echo", "Hello World"]],
    ["echo,a\\,b", ["echo", "a,b"]],
    ["echo,a,", ["echo", "a", ""]],
    ["echo,,b", ["echo", "", "b"]],
    ["type,C:\\logs\\\\today.txt", ["type", "C:\\logs\\\\today.txt"]],
    ["dir,C:\\logs\\\\,/s", ["dir", "C:\\logs\\", "/s"]],
    ["dir,C:\\logs\\", ["dir", "C:\\logs\\"]],
    ["echo,a\\\\\\,b", ["echo", "a\\,b"]],
    ["", [""]],
  ])("%j has the arguments %j", (command, args) => {
    expect(splitCommand(command)).toEqual(args);
    expect(joinCommand(args)).toBe(command);
  });

  it("splits into the arguments that it was joined from", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (args) => {
        expect(splitCommand(joinCommand(args))).toEqual(args);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is joined from the arguments that it splits into", () => {
    fc.assert(
      fc.property(text, (command) => {
        expect(joinCommand(splitCommand(command))).toBe(command);
      }),
      { numRuns: 1_000 },
    );
  });

  it("is split in no more time than it is long", () => {
    const command = `${"\\".repeat(1_000_000)}x`;
    expect(splitCommand(command)).toEqual([command]);
    expect(joinCommand([command])).toBe(command);
  });
});
