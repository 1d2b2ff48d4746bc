import type { DeviceGroup } from "@fieldline/domain/device";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { EnrollmentsPage } from "./enrollments-page.tsx";
import { GroupsPage } from "./groups-page.tsx";

const group: DeviceGroup = {
  id: "g1",
  name: "Linux in Berlin",
  description: "All of them",
  kind: "dynamic",
  filter: [{ key: "site", values: ["Berlin"] }],
  memberCount: 12,
  onlineCount: 9,
  createdAt: 1,
  updatedAt: 1,
};
const open = (answers: FakeAnswers = {}, role: "viewer" | "operator" = "operator") =>
  renderPage(
    <GroupsPage />,
    {
      "users.me": () => aMe({ role }),
      "devices.groups.list": () => ({ items: [group] }),
      "devices.list": () => ({ items: [], nextCursor: null }),
      ...answers,
    },
    { path: "/devices/groups" },
  );

describe("the groups", () => {
  it("say who is in them and why", async () => {
    await open({}, "viewer");
    const line = within((await screen.findByText("Linux in Berlin")).closest("li") as HTMLElement);
    expect(line.getByText("Devices whose site is Berlin")).toBeTruthy();
    expect(line.getByText("9 online")).toBeTruthy();
    expect(line.queryByRole("button")).toBeNull();
  });

  it("are made by attributes", async () => {
    const create = vi.fn((_input: never) => group);
    await open({ "devices.groups.create": create });
    fireEvent.click(await screen.findByRole("button", { name: "New group" }));
    const form = within(await screen.findByRole("form", { name: "Group" }));
    fireEvent.change(form.getByLabelText("Name"), { target: { value: "Two sites" } });
    fireEvent.click(form.getByLabelText("By attributes"));
    fireEvent.change(form.getByLabelText("Attribute 1"), { target: { value: "site" } });
    fireEvent.change(form.getByLabelText(/^Values of attribute 1/), { target: { value: "Berlin\nMunich" } });
    fireEvent.click(form.getByRole("button", { name: "Make the group" }));
    await waitFor(() =>
      expect(create).toHaveBeenCalledWith({
        name: "Two sites",
        description: "",
        kind: "dynamic",
        filter: [{ key: "site", values: ["Berlin", "Munich"] }],
      }),
    );
  });

  it("say at the attribute what is wrong with it", async () => {
    const issues = [{ path: "filter.0.key", message: "An attribute's name starts with a letter." }];
    const refuse = () => {
      throw new ApiRefusal("filter.0.key", { reason: "INVALID_INPUT", details: { issues } });
    };
    await open({ "devices.groups.update": refuse });
    fireEvent.click(await screen.findByRole("button", { name: "Change Linux in Berlin" }));
    fireEvent.click(await screen.findByRole("button", { name: "Save" }));
    await screen.findByText("An attribute's name starts with a letter.");
    expect(screen.getByLabelText("Attribute 1").getAttribute("aria-invalid")).toBe("true");
  });

  it("are deleted after a question", async () => {
    const remove = vi.fn((_input: never) => ({ id: "g1" }));
    await open({ "devices.groups.delete": remove });
    fireEvent.click(await screen.findByRole("button", { name: "Delete Linux in Berlin" }));
    expect(remove).not.toHaveBeenCalled();
    fireEvent.click(await screen.findByRole("button", { name: "Delete the group" }));
    await waitFor(() => expect(remove).toHaveBeenCalledWith({ id: "g1" }));
  });
});

describe("the enrollments", () => {
  const enrollment = (id: string, part: object) => ({
    id,
    name: id,
    kind: "device",
    groupIds: [],
    createdBy: { id: "me", name: "Ada" },
    createdAt: 1_000,
    expiresAt: Date.now() + 60_000,
    usedAt: null,
    deviceId: null,
    revokedAt: null,
    ...part,
  });

  it("that are open can be ended; the others are shown when asked for", async () => {
    const end = vi.fn((_input: never) => ({ id: "gw-20" }));
    const items = [
      enrollment("gw-20", {}),
      enrollment("gw-21", { usedAt: 5_000, deviceId: "d" }),
      enrollment("gw-22", { expiresAt: 2_000 }),
    ];
    await renderPage(
      <EnrollmentsPage />,
      {
        "users.me": () => aMe(),
        "devices.groups.list": () => ({ items: [] }),
        "devices.enrollments": () => ({ items }),
        "devices.revokeEnrollment": end,
      },
      { path: "/devices/enrollments" },
    );
    await screen.findByText("gw-20");
    expect(screen.queryByText("gw-21")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "All" }));
    expect(within(screen.getByText("gw-21").closest("li") as HTMLElement).getByText("Used")).toBeTruthy();
    expect(within(screen.getByText("gw-22").closest("li") as HTMLElement).getByText("Expired")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "End the enrollment of gw-20" }));
    fireEvent.click(await screen.findByRole("button", { name: "End it" }));
    await waitFor(() => expect(end).toHaveBeenCalledWith({ id: "gw-20" }));
  });
});
