import type { Device } from "@fieldline/domain/device";
import type { FeedFrame } from "@fieldline/domain/frames";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { FeedContext } from "../../live/feed-context.ts";
import { aDevice } from "../../testing/device-fixture.ts";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { DevicesPage } from "./devices-page.tsx";
import { readDevicesSearch } from "./devices-search.ts";

const GROUP = {
  id: "01890000-0000-7000-8000-000000000001",
  name: "Berlin",
  description: null,
  kind: "static" as const,
  filter: null,
  memberCount: 1,
  onlineCount: 1,
  createdAt: 1,
  updatedAt: 1,
};
const DEVICES = [aDevice({ name: "gw-12", groupIds: [GROUP.id] }), aDevice({ name: "gw-13", isOnline: false })];
const [GW12, GW13] = DEVICES as [Device, Device];

let tell: (frame: FeedFrame) => void = () => {};
const feed = {
  connection: "connected" as const,
  listen: (listener: (frame: FeedFrame) => void) => {
    const others = tell;
    tell = (frame) => {
      others(frame);
      listener(frame);
    };
    return () => {};
  },
};
const open = (answers: FakeAnswers = {}, at = "/devices", role: "viewer" | "operator" = "operator") => {
  tell = () => {};
  return renderPage(
    <FeedContext value={feed}>
      <main id="main">
        <DevicesPage />
      </main>
    </FeedContext>,
    {
      "users.me": () => aMe({ role }),
      "devices.list": () => ({ items: DEVICES, nextCursor: null }),
      "devices.groups.list": () => ({ items: [GROUP] }),
      ...answers,
    },
    { path: "/devices", at, validateSearch: readDevicesSearch },
  );
};
const rowOf = async (name: string) => within((await screen.findByText(name)).closest("tr") as HTMLElement);
const refuse = (message: string, data: Record<string, unknown>) => () => {
  throw new ApiRefusal(message, data);
};

describe("the devices", () => {
  it("say whether they are there, where they belong and where they are", async () => {
    await open();
    const there = await rowOf("gw-12");
    expect(there.getByText("Online")).toBeTruthy();
    expect(await there.findByText("Berlin")).toBeTruthy();
    expect(there.getByText("os: linux")).toBeTruthy();
    expect(there.getByRole("button", { name: "Copy IP address 203.0.113.12" })).toBeTruthy();
    expect((await rowOf("gw-13")).getByText("Offline")).toBeTruthy();
  });

  it("are asked for by what the address says", async () => {
    const list = vi.fn((_input: never) => ({ items: DEVICES, nextCursor: null }));
    await open({ "devices.list": list }, `/devices?q=gw-1&online=no&group=${GROUP.id}`);
    await screen.findByText("gw-12");
    expect(list.mock.calls[0]?.[0]).toMatchObject({ search: "gw-1", isOnline: false, groupId: GROUP.id });
  });

  it("offer a viewer nothing to change", async () => {
    await open({}, "/devices", "viewer");
    await screen.findByText("gw-12");
    expect(screen.queryByRole("checkbox")).toBeNull();
    expect(screen.queryByRole("button", { name: "Enrol a device" })).toBeNull();
  });

  it("count a device that enrolls and keep their rows until they are read anew", async () => {
    const fresh = aDevice({ name: "aa-1", enrolledAt: Date.now() + 1_000 });
    let items = DEVICES;
    await open({ "devices.list": () => ({ items, nextCursor: null }) });
    await screen.findByText("gw-12");
    items = [fresh, ...DEVICES];
    act(() => tell({ type: "device", device: fresh }));
    expect(screen.queryByText("aa-1")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "1 new device" }));
    await screen.findByText("aa-1");
    await waitFor(() => expect(screen.getAllByRole("row")[1]?.textContent).toContain("aa-1"));
  });

  it("can be asked for again, and say when nothing matches", async () => {
    let answer: () => unknown = refuse("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
    await open({ "devices.list": () => answer() }, "/devices?q=zzz");
    expect(await screen.findByText("Not now.")).toBeTruthy();
    answer = () => ({ items: [], nextCursor: null });
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText(/No device has “zzz”/)).toBeTruthy();
  });
});

describe("many devices at once", () => {
  const pick = async () => {
    fireEvent.click(await screen.findByRole("checkbox", { name: "Select gw-12" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Select gw-13" }));
    return within(screen.getByRole("region", { name: "With the selected devices" }));
  };

  it("are put into a group", async () => {
    const setMembers = vi.fn((_input: never) => GROUP);
    await open({ "devices.groups.setMembers": setMembers });
    fireEvent.click((await pick()).getByRole("button", { name: "Add to group" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: /^Berlin/ }));
    await waitFor(() => expect(setMembers).toHaveBeenCalledWith({ id: GROUP.id, add: [GW12.id, GW13.id] }));
  });

  it("lead to a rollout of a template to them", async () => {
    await open();
    const link = (await pick()).getByRole("link", { name: "Run a template" });
    expect(decodeURIComponent(link.getAttribute("href") ?? "")).toBe(`/rollouts/new?devices=${GW12.id},${GW13.id}`);
  });

  it("are revoked with a reason, and one that is refused is named", async () => {
    const revoke = vi.fn(({ id }: { id: string }) => {
      if (id === GW13.id) throw new ApiRefusal("It is gone.", { reason: "DEVICE_NOT_FOUND" });
      return GW12;
    });
    await open({ "devices.revoke": revoke as never });
    fireEvent.click((await pick()).getByRole("button", { name: "Revoke" }));
    const dialog = within(await screen.findByRole("alertdialog"));
    fireEvent.change(dialog.getByLabelText(/^Reason/), { target: { value: "Stolen" } });
    fireEvent.click(dialog.getByRole("button", { name: /^Revoke 2/ }));
    expect(await dialog.findByText("gw-13: It is gone.")).toBeTruthy();
    expect(revoke).toHaveBeenCalledWith({ id: GW12.id, reason: "Stolen" });
    expect(screen.getByText("Revoke gw-13?")).toBeTruthy();
  });
});

it("an empty fleet offers to enrol the first device", async () => {
  await open({ "devices.list": () => ({ items: [], nextCursor: null }) });
  fireEvent.click(await screen.findByRole("button", { name: "Enrol the first device" }));
  expect(await screen.findByRole("form", { name: "Enrol a device" })).toBeTruthy();
});

describe("enrolling", () => {
  it("shows the commands with the token once, and the device as soon as it is there", async () => {
    const create = vi.fn((_input: never) => ({ token: "fle_secret", id: "e1", expiresAt: Date.now() + 60_000 }));
    let deviceId: string | null = null;
    await open({
      "devices.createEnrollment": create,
      "devices.enrollments": () => ({ items: [{ id: "e1", deviceId }] }),
      "devices.get": () => ({ ...GW12, activeJobs: 0, lastJobs: [], dynamicGroupIds: [] }),
    });
    fireEvent.click(await screen.findByRole("button", { name: "Enrol a device" }));
    const form = within(await screen.findByRole("form", { name: "Enrol a device" }));
    fireEvent.click(await form.findByLabelText("Berlin"));
    fireEvent.click(form.getByRole("button", { name: "Make the token" }));
    expect(await screen.findByText(/agent enroll --server http\S+ --token fle_secret$/)).toBeTruthy();
    expect(create).toHaveBeenCalledWith({ groupIds: [GROUP.id], kind: "device", expiresInMs: 86_400_000 });
    expect(await screen.findByText("Waiting for the device…")).toBeTruthy();
    deviceId = GW12.id;
    act(() => tell({ type: "device", device: GW12 }));
    expect(await screen.findByText("gw-12 has just enrolled")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Done" }));
    await waitFor(() => expect(document.body.innerHTML).not.toContain("fle_secret"));
  });

  it("says at the name what is wrong with it, and keeps it", async () => {
    await open({ "devices.createEnrollment": refuse("Too long.", { reason: "INVALID_INPUT", paths: ["name"] }) });
    fireEvent.click(await screen.findByRole("button", { name: "Enrol a device" }));
    const name = await screen.findByLabelText(/^Name/);
    fireEvent.change(name, { target: { value: "gw" } });
    fireEvent.click(screen.getByRole("button", { name: "Make the token" }));
    await screen.findByText("Too long.");
    expect(name).toMatchObject({ value: "gw" });
    expect(name.getAttribute("aria-invalid")).toBe("true");
  });
});
