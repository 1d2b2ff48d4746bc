import { describe, expect, it } from "vitest";
import { aDevice } from "../../testing/device-fixture.ts";
import { changeOf, deviceErrors, draftOfDevice, sameNotes } from "./device-draft.ts";

const device = aDevice({
  attributes: { "device.os": "linux", site: "Berlin" },
  notes: "On the roof",
  groupIds: ["b", "a"],
});

describe("what people know of a device", () => {
  it("leaves out what the device says of itself", () => {
    expect(changeOf(draftOfDevice(device))).toEqual({
      name: device.name,
      accountNumber: device.accountNumber,
      notes: "On the roof",
      attributes: { site: "Berlin" },
      groupIds: ["a", "b"],
    });
  });

  it("is the same whatever the device does meanwhile", () => {
    expect(sameNotes(device, { ...device, isOnline: false, updatedAt: 9, groupIds: ["a", "b"] })).toBe(true);
    expect(sameNotes(device, { ...device, notes: "In the cellar" })).toBe(false);
  });

  it("is checked where it is typed", () => {
    const rows = ["site", "Site", "site", "device.os"].map((name) => ({ key: name, name, value: "x" }));
    expect(Object.keys(deviceErrors({ ...draftOfDevice(device), name: " ", attributes: rows }))).toEqual([
      "name",
      "attributes.1",
      "attributes.2",
      "attributes.3",
    ]);
  });
});
