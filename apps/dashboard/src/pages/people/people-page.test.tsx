import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { PeoplePage } from "./people-page.tsx";
import { readPeopleSearch } from "./people-search.ts";
import type { Person } from "./person.ts";

const person = (name: string, part: Partial<Person> = {}): Person => ({
  id: name,
  name,
  email: `${name.toLowerCase()}@example.net`,
  role: "tech",
  disabledAt: null,
  createdAt: 1_000,
  lastSeenAt: null,
  ...part,
});
const PEOPLE = [
  person("Ada"),
  person("Ben", { role: "admin" }),
  person("Cleo", { disabledAt: 5_000, lastSeenAt: 4_000 }),
  person("Me", { id: "local-admin", role: "admin" }),
];
const open = (answers: FakeAnswers = {}, at = "/people") =>
  renderPage(
    <PeoplePage />,
    { "users.me": () => aMe(), "users.list": () => ({ items: PEOPLE, nextCursor: null }), ...answers },
    { path: "/people", at, validateSearch: readPeopleSearch },
  );
const chooseRole = async (name: string, role: string) => {
  fireEvent.click(await screen.findByRole("button", { name: new RegExp(`^Role of ${name}:`) }));
  fireEvent.click(await screen.findByRole("menuitemradio", { name: new RegExp(`^${role}`) }));
};
const act = async (name: string, action: string) => {
  fireEvent.click(await screen.findByRole("button", { name: `Actions for ${name}` }));
  fireEvent.click(await screen.findByRole("menuitem", { name: action }));
};
const refuse = (message: string, data: Record<string, unknown>) => () => {
  throw new ApiRefusal(message, data);
};

describe("the people", () => {
  it("are shown with role, last visit and state", async () => {
    await open();
    const row = within((await screen.findByText("Cleo")).closest("tr") as HTMLElement);
    expect(row.getByText("Disabled")).toBeTruthy();
    expect(row.getByText("cleo@example.net")).toBeTruthy();
    expect(within(screen.getByText("Ada").closest("tr") as HTMLElement).getByText("Never")).toBeTruthy();
    expect(screen.getByText("(you)")).toBeTruthy();
  });

  it("are searched for as one types, in the address", async () => {
    const list = vi.fn((_input: never) => ({ items: [], nextCursor: null }));
    const { router } = await open({ "users.list": list });
    fireEvent.change(await screen.findByRole("searchbox"), { target: { value: "ada" } });
    await waitFor(() => expect(router.state.location.searchStr).toBe("?q=ada"));
    await waitFor(() => expect(list.mock.calls.at(-1)?.[0]).toMatchObject({ search: "ada" }));
    fireEvent.click(await screen.findByRole("button", { name: "Clear the search" }));
    await waitFor(() => expect(router.state.location.searchStr).toBe(""));
  });

  it("can be asked for again when they could not be loaded", async () => {
    await open({ "users.list": refuse("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 }) });
    expect(await screen.findByText("Not now.")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  });
});

describe("inviting", () => {
  const fillIn = async (name: string, email: string) => {
    fireEvent.click(await screen.findByRole("button", { name: "Invite" }));
    const form = within(await screen.findByRole("form", { name: "Invite a person" }));
    fireEvent.change(form.getByLabelText("Name"), { target: { value: name } });
    fireEvent.change(form.getByLabelText("E-mail"), { target: { value: email } });
    fireEvent.click(form.getByLabelText(/^Operator/));
    fireEvent.click(form.getByRole("button", { name: "Invite" }));
  };

  it("shows a password that was made, once", async () => {
    const invite = vi.fn((_input: never) => ({ user: person("Dora"), password: "made-for-dora" }));
    await open({ "users.invite": invite });
    await fillIn("Dora", "dora@example.net");
    expect(await screen.findByLabelText("The password")).toMatchObject({ value: "made-for-dora" });
    expect(invite).toHaveBeenCalledWith({ name: "Dora", email: "dora@example.net", role: "operator" });
    fireEvent.click(screen.getByRole("button", { name: "Done" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.body.innerHTML).not.toContain("made-for-dora");
  });

  it("says at the e-mail that somebody has it already, and keeps what was typed", async () => {
    await open({ "users.invite": refuse("Somebody with this e-mail is here already.", { reason: "USER_EXISTS" }) });
    await fillIn("Ada", "ada@example.net");
    await screen.findByText("Somebody with this e-mail is here already.");
    const email = within(screen.getByRole("dialog")).getByLabelText("E-mail");
    expect(email).toMatchObject({ value: "ada@example.net" });
    expect(email.getAttribute("aria-invalid")).toBe("true");
  });
});

describe("a role", () => {
  it("is given at once where nothing is taken from an administrator", async () => {
    const setRole = vi.fn((_input: never) => person("Ada", { role: "operator" }));
    await open({ "users.setRole": setRole });
    await chooseRole("Ada", "Operator");
    await waitFor(() => expect(setRole).toHaveBeenCalledWith({ id: "Ada", role: "operator" }));
  });

  it("is taken from an administrator after a question", async () => {
    const setRole = vi.fn((_input: never) => person("Ben", { role: "tech" }));
    await open({ "users.setRole": setRole });
    await chooseRole("Ben", "Tech");
    expect((await screen.findByRole("alertdialog")).textContent).toContain("no administrator any more");
    expect(setRole).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: "Change the role" }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  });

  it("stays with the last administrator, who is told why in the question", async () => {
    const message = "The last administrator cannot be given another role.";
    await open({ "users.setRole": refuse(message, { reason: "LAST_ADMIN", httpStatus: 409 }) });
    await chooseRole("Me", "Viewer");
    fireEvent.click(await screen.findByRole("button", { name: "Change the role" }));
    expect(await within(screen.getByRole("alertdialog")).findByText(message)).toBeTruthy();
  });
});

describe("shutting somebody out", () => {
  it("says what ends and what goes on, and sends the reason", async () => {
    const disable = vi.fn((_input: never) => person("Ada", { disabledAt: 1 }));
    await open({ "users.disable": disable });
    await act("Ada", "Disable…");
    const dialog = within(await screen.findByRole("alertdialog"));
    expect(screen.getByRole("alertdialog").textContent).toMatch(/end at once.*Jobs go on running/);
    fireEvent.change(dialog.getByLabelText(/^Reason/), { target: { value: " Left " } });
    fireEvent.click(dialog.getByRole("button", { name: "Disable" }));
    await waitFor(() => expect(disable).toHaveBeenCalledWith({ id: "Ada", reason: "Left" }));
  });

  it("is undone by enabling", async () => {
    const enable = vi.fn((_input: never) => person("Cleo"));
    await open({ "users.enable": enable });
    await act("Cleo", "Enable");
    await waitFor(() => expect(enable).toHaveBeenCalledWith({ id: "Cleo" }));
  });
});

it("a reset password is shown once, after a question", async () => {
  const reset = vi.fn((_input: never) => ({ password: "fresh-one" }));
  await open({ "users.resetPassword": reset });
  await act("Ada", "Reset the password…");
  expect(reset).not.toHaveBeenCalled();
  fireEvent.click(await screen.findByRole("button", { name: "Make a new password" }));
  expect(await screen.findByLabelText("The password")).toMatchObject({ value: "fresh-one" });
  fireEvent.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(document.body.innerHTML).not.toContain("fresh-one");
});
