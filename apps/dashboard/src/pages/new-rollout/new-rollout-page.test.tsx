import type { Template } from "@fieldline/domain/template";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { aRollout } from "../../testing/rollout-fixture.ts";
import { NewRolloutPage } from "./new-rollout-page.tsx";
import { readNewRolloutSearch } from "./new-rollout-search.ts";

const GROUP = "00000000-0000-7000-8000-00000000a001";
const DEVICES = ["00000000-0000-7000-8000-00000000d001", "00000000-0000-7000-8000-00000000d002"];
const template: Template = {
  id: "00000000-0000-7000-8000-0000000e0001",
  slug: "restart",
  name: "Restart a service",
  category: null,
  description: null,
  kind: "command",
  version: 3,
  spec: {
    document: {
      version: "1.0",
      steps: [{ action: { name: "R", type: "runCommand", input: { command: "svc,{{SERVICE}}" } } }],
    },
  },
  variables: [{ name: "SERVICE", required: true, pattern: "[a-z]+" }],
  defaults: {},
  isShipped: true,
  createdAt: 1,
  updatedAt: 1,
};
const device = (id: string, isOnline: boolean) => ({ id, name: id.slice(-4), isOnline, revokedAt: null });
const answers: FakeAnswers = {
  "users.me": () => aMe(),
  "templates.list": () => ({ items: [template] }),
  "templates.get": () => template,
  "devices.groups.list": () => ({
    items: [{ id: GROUP, name: "North", kind: "static", memberCount: 2, onlineCount: 1 }],
  }),
  "devices.list": () => ({ items: DEVICES.map((id, index) => device(id, index === 0)), nextCursor: null }),
};
const open = async (query: string, more: FakeAnswers = {}) => {
  const page = await renderPage(
    <NewRolloutPage />,
    { ...answers, ...more },
    {
      path: "/rollouts/new",
      at: `/rollouts/new${query}`,
      validateSearch: readNewRolloutSearch,
    },
  );
  await screen.findByRole("form", { name: "New rollout" });
  return page;
};
const type = (label: string | RegExp, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
const submit = () => fireEvent.click(screen.getByRole("button", { name: "Start the rollout…" }));

describe("a new rollout", () => {
  it("starts what the address says after a question that names the number", async () => {
    const create = vi.fn((_input: never) => aRollout());
    const { router } = await open(`?template=restart&groups=${GROUP}`, { "rollouts.create": create });
    fireEvent.change(await screen.findByLabelText("SERVICE"), { target: { value: "modem" } });
    expect(await screen.findByText(/^2\sdevices$/, { selector: "form p b.text-text" })).toBeTruthy();
    submit();
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toMatch(/Run on 2\sdevices\?/);
    expect(create).not.toHaveBeenCalled();
    fireEvent.click(within(dialog).getByRole("button", { name: /^Run on 2/ }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/rollouts/${aRollout().id}`));
    expect(create).toHaveBeenCalledWith({
      templateId: template.id,
      variables: { SERVICE: "modem" },
      targets: { groupIds: [GROUP] },
      mode: "snapshot",
      rate: { maxPerMinute: 50 },
      abort: [{ on: "failed", thresholdPercent: 20, minExecuted: 10 }],
    });
  });

  it("takes the devices that were picked elsewhere", async () => {
    await open(`?template=restart&devices=${DEVICES.join(",")}`);
    expect(await screen.findByText(/^2\sdevices chosen$/)).toBeTruthy();
    expect(screen.getByText(/2\sdevices at 50\sdevices a minute: about 1\ss until the last one is told/)).toBeTruthy();
  });

  it("says at each field what is wrong, and asks nothing of the server", async () => {
    await open("");
    type("Rate", "0");
    type("Percent", "abc");
    submit();
    expect(await screen.findByText("Choose the template to roll out.")).toBeTruthy();
    expect(screen.getByText(/at most a whole number of devices a minute/)).toBeTruthy();
    expect(screen.getByText(/threshold is above 0 %/)).toBeTruthy();
    expect(screen.getByText("Choose at least one group.")).toBeTruthy();
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("shows a variable's fault at the variable", async () => {
    await open(`?template=restart&devices=${DEVICES[0]}`);
    await screen.findByLabelText("SERVICE");
    submit();
    expect(await screen.findByText("SERVICE is required.")).toBeTruthy();
  });

  it("puts a refusal at its field and keeps what was typed", async () => {
    const message = "1 of the devices are not enrolled here, or were revoked. Leave them out.";
    await open(`?template=restart&devices=${DEVICES[0]}`, {
      "rollouts.create": () => {
        throw new ApiRefusal(message, {
          reason: "DEVICE_NOT_FOUND",
          httpStatus: 404,
          details: {
            issues: [{ path: "targets.deviceIds.0", message: "There is no such device, or it was revoked." }],
          },
        });
      },
    });
    fireEvent.change(await screen.findByLabelText("SERVICE"), { target: { value: "modem" } });
    submit();
    fireEvent.click(await screen.findByRole("button", { name: /^Run on 1/ }));
    expect(await screen.findByText("There is no such device, or it was revoked.")).toBeTruthy();
    expect((screen.getByLabelText("SERVICE") as HTMLInputElement).value).toBe("modem");
  });

  it("says a growing pace in a sentence", async () => {
    await open(`?template=restart&devices=${DEVICES[0]}`);
    fireEvent.click(screen.getByLabelText("Growing"));
    const words = /at 50\sdevices a minute, doubling after each 1,000 successes: at once/;
    expect(screen.getByText(words)).toBeTruthy();
    type("Grows by a factor of", "9");
    expect(screen.queryByText(words)).toBeNull();
  });

  it("takes rules away and adds others", async () => {
    await open("?template=restart");
    fireEvent.click(screen.getByRole("button", { name: "Remove rule 1" }));
    expect(screen.getByText("Nothing stops it by itself, however many devices fail.")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Add a rule" }));
    fireEvent.click(screen.getByRole("button", { name: "Add another rule" }));
    expect(screen.getAllByRole("group", { name: /^Rule/ })).toHaveLength(2);
  });
});

describe("the address of a new rollout", () => {
  it("drops what is no id", () =>
    expect(readNewRolloutSearch({ devices: `${DEVICES[0]},nonsense,${DEVICES[0]}`, template: " x " })).toEqual({
      template: "x",
      devices: DEVICES[0],
    }));
});
