import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aHandler, aTemplate } from "../../testing/library-fixture.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { HandlerPage } from "./handler-page.tsx";
import { NewHandlerPage } from "./new-handler-page.tsx";

vi.mock("../../editor/lazy-code-editor.tsx", () => import("../../testing/plain-editor.tsx"));

const STORED = aHandler();
const USER = aTemplate({ spec: { document: { operation: "backup-directory" } } });
const open = (answers: FakeAnswers = {}, role: "viewer" | "operator" = "operator") =>
  renderPage(
    <HandlerPage />,
    {
      "users.me": () => aMe({ role }),
      "handlers.get": () => STORED,
      "templates.list": () => ({ items: [USER] }),
      ...answers,
    },
    { path: "/handlers/$name", at: "/handlers/backup-directory" },
  );
const write = async (script: string) =>
  fireEvent.change(await screen.findByRole("textbox", { name: "Script" }), { target: { value: script } });
const save = () => fireEvent.click(screen.getByRole("button", { name: "Save" }));

it("a handler is saved over the version that was opened", async () => {
  const update = vi.fn((_input: never) => STORED);
  await open({ "handlers.update": update });
  await write("tar cz .\n");
  save();
  await waitFor(() =>
    expect(update).toHaveBeenCalledWith({
      id: STORED.id,
      expectedVersion: 1,
      description: "Packs a folder.",
      interpreter: "sh",
      content: "tar cz .\n",
    }),
  );
});

it("names the templates that run it", async () => {
  await open();
  const card = within(await screen.findByRole("region", { name: "Used by" }));
  expect(await card.findByRole("link", { name: "Restart a service" })).toBeTruthy();
});

it("what somebody else has saved is overwritten only when that is wanted", async () => {
  let stored = STORED;
  const update = vi.fn(({ expectedVersion }: { expectedVersion: number }) => {
    if (expectedVersion !== stored.version) throw new ApiRefusal("Changed.", { reason: "VERSION_MISMATCH" });
    return stored;
  });
  await open({ "handlers.update": update as never, "handlers.get": () => stored });
  await write("mine\n");
  stored = { ...STORED, version: 2, content: "theirs\n" };
  save();
  fireEvent.click(await screen.findByRole("button", { name: "Save mine over it" }));
  await waitFor(() =>
    expect(update).toHaveBeenLastCalledWith(expect.objectContaining({ expectedVersion: 2, content: "mine\n" })),
  );
});

it("is read-only to a viewer", async () => {
  await open({}, "viewer");
  expect(await screen.findByRole("textbox", { name: "Script" })).toMatchObject({ readOnly: true });
  expect(screen.queryByRole("button", { name: /Save|Delete/ })).toBeNull();
});

it("a new one needs a name that steps can write", async () => {
  const create = vi.fn((_input: never) => STORED);
  const { router } = await renderPage(
    <NewHandlerPage />,
    { "users.me": () => aMe(), "handlers.create": create },
    { path: "/handlers/new" },
  );
  fireEvent.change(await screen.findByLabelText("Name"), { target: { value: "Backup It" } });
  fireEvent.click(screen.getByRole("button", { name: "Make the handler" }));
  expect(await screen.findByText(/lower-case letters, digits/)).toBeTruthy();
  expect(create).not.toHaveBeenCalled();
  fireEvent.change(screen.getByLabelText("Name"), { target: { value: "backup-it" } });
  fireEvent.click(screen.getByRole("button", { name: "Make the handler" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/handlers/backup-directory"));
});
