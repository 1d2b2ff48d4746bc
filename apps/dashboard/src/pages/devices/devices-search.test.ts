import { describe, expect, it } from "vitest";
import { devicesInputOf, isNarrowed, readDevicesSearch } from "./devices-search.ts";

const GROUP = "01890000-0000-7000-8000-000000000001";

describe("the address of the devices", () => {
  it("drops what is not understood", () => {
    expect(readDevicesSearch({ q: "  ", group: "x", online: "maybe", kind: "toaster", revoked: "1", z: "z" })).toEqual(
      {},
    );
  });

  it("becomes what is asked of the server", () => {
    const search = readDevicesSearch({
      q: " gw-1 ",
      group: GROUP,
      online: "no",
      kind: "agent",
      revoked: "yes",
      account: "7",
    });
    expect(devicesInputOf(search)).toEqual({
      search: "gw-1",
      groupId: GROUP,
      isOnline: false,
      kind: "agent",
      isRevoked: true,
      accountNumber: "7",
    });
  });

  it("leaves out a search that is too short to be found", () => {
    expect(devicesInputOf({ q: "gw" })).toEqual({});
  });

  it("narrows nothing when it is empty", () => {
    expect(isNarrowed(readDevicesSearch({}))).toBe(false);
    expect(isNarrowed(readDevicesSearch({ online: "no" }))).toBe(true);
  });
});
