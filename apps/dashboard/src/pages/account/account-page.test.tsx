import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { AccountPage } from "./account-page.tsx";

const session = (id: string, part: object = {}) => ({
  id,
  createdAt: 1_000,
  lastUsedAt: 2_000,
  expiresAt: 9e12,
  address: "192.0.2.7",
  userAgent: "curl/8",
  isCurrent: false,
  ...part,
});
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:144.0) Gecko/20100101 Firefox/144.0";
const SESSIONS = [session("other"), session("this-session", { isCurrent: true, userAgent: FIREFOX })];
const TOKEN = {
  id: "t1",
  name: "Nightly report",
  role: "viewer",
  createdAt: 1_000,
  expiresAt: 9e12,
  lastUsedAt: null,
  revokedAt: null,
};

const open = (answers: FakeAnswers = {}) =>
  renderPage(
    <AccountPage />,
    {
      "users.me": () => aMe({ role: "tech" }),
      "users.sessions.list": () => ({ items: SESSIONS }),
      "users.tokens.list": () => ({ items: [TOKEN, { ...TOKEN, id: "t2", name: "Old", revokedAt: 5_000 }] }),
      ...answers,
    },
    { path: "/account" },
  );

describe("changing the password", () => {
  const fillIn = async (current: string, next: string) => {
    fireEvent.change(await screen.findByLabelText("Present password"), { target: { value: current } });
    fireEvent.change(screen.getByLabelText("New password"), { target: { value: next } });
    fireEvent.click(screen.getByRole("button", { name: "Change the password" }));
  };

  it("says at the field that the present one is wrong", async () => {
    const message = "This is not your present password.";
    await open({
      "users.changePassword": () => {
        throw new ApiRefusal(message, { reason: "WRONG_PASSWORD", httpStatus: 400, paths: ["current"] });
      },
    });
    await fillIn("wrong", "long enough");
    await screen.findByText(message);
    const field = screen.getByLabelText("Present password");
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(field);
  });

  it("refuses a short one without asking, and clears the form when it is done", async () => {
    const change = vi.fn((_input: never) => ({ endedSessions: 1 }));
    await open({ "users.changePassword": change });
    await fillIn("old one", "short");
    expect(screen.getByText("A password has 8 characters or more.")).toBeTruthy();
    expect(change).not.toHaveBeenCalled();
    await fillIn("old one", "long enough");
    await waitFor(() => expect(screen.getByLabelText("New password")).toMatchObject({ value: "" }));
    expect(change).toHaveBeenCalledWith({ current: "old one", next: "long enough" });
  });
});

describe("sessions", () => {
  it("name the device, mark this one and offer to end the others", async () => {
    const end = vi.fn((_input: never) => ({ id: "other" }));
    await open({ "users.sessions.end": end });
    const current = (await screen.findByText("Firefox on Windows")).closest("li") as HTMLElement;
    expect(within(current).getByText("This one")).toBeTruthy();
    expect(within(current).queryByRole("button")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "End the session of curl" }));
    await waitFor(() => expect(end).toHaveBeenCalledWith({ id: "other" }));
  });

  it("end all at once only after a question", async () => {
    const endOthers = vi.fn(() => ({ ended: 1 }));
    await open({ "users.sessions.endOthers": endOthers });
    fireEvent.click(await screen.findByRole("button", { name: "End all others" }));
    expect(endOthers).not.toHaveBeenCalled();
    fireEvent.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "End all others" }));
    await waitFor(() => expect(endOthers).toHaveBeenCalled());
  });
});

describe("tokens", () => {
  it("are offered with one's own role at most, and shown once", async () => {
    const create = vi.fn((_input: never) => ({ token: "flp_secret", id: "t3", expiresAt: 9e12 }));
    await open({ "users.tokens.create": create });
    fireEvent.click(await screen.findByRole("button", { name: "New token" }));
    const form = within(await screen.findByRole("form", { name: "New token" }));
    expect(form.getAllByRole("radio").map((radio) => radio.getAttribute("value"))).toEqual([
      "viewer",
      "tech",
      "7",
      "30",
      "90",
      "365",
    ]);
    fireEvent.change(form.getByLabelText("Name"), { target: { value: "Script" } });
    fireEvent.click(form.getByLabelText("Viewer"));
    fireEvent.click(form.getByLabelText(/^30/));
    fireEvent.click(form.getByRole("button", { name: "Make the token" }));
    expect(await screen.findByLabelText("The token")).toMatchObject({ value: "flp_secret" });
    expect(create).toHaveBeenCalledWith({ name: "Script", role: "viewer", expiresInMs: 30 * 86_400_000 });
    fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });
    expect(screen.getByLabelText("The token")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.body.innerHTML).not.toContain("flp_secret");
  });

  it("are revoked after a question; what is revoked says so and offers nothing", async () => {
    const revoke = vi.fn((_input: never) => ({ id: "t1" }));
    await open({ "users.tokens.revoke": revoke });
    const old = (await screen.findByText("Old")).closest("li") as HTMLElement;
    expect(within(old).getByText("Revoked")).toBeTruthy();
    expect(within(old).queryByRole("button")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "Revoke Nightly report" }));
    expect(revoke).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: "Revoke the token" }));
    await waitFor(() => expect(revoke).toHaveBeenCalledWith({ id: "t1" }));
  });
});
