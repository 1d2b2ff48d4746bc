import { signIn } from "@fieldline/client/session";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiRefusal } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { SignInPage } from "./sign-in-page.tsx";
import { readSignInSearch } from "./sign-in-search.ts";

vi.mock("@fieldline/client/session", () => ({ signIn: vi.fn() }));
const send = vi.mocked(signIn);
beforeEach(() => {
  send.mockReset().mockResolvedValue(undefined);
});

const open = (search = "") =>
  renderPage(
    <SignInPage />,
    { "users.me": () => aMe() },
    { path: "/sign-in", at: `/sign-in${search}`, validateSearch: readSignInSearch },
  );
const fillIn = (email: string, password: string) => {
  fireEvent.change(screen.getByLabelText("E-mail"), { target: { value: email } });
  fireEvent.change(screen.getByLabelText("Password"), { target: { value: password } });
  fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
};
const refuseWith = (message: string, data: Record<string, unknown>) =>
  send.mockRejectedValueOnce(new ApiRefusal(message, data));

describe("signing in", () => {
  it("can be filled in by a password manager", async () => {
    await open();
    const [email, password] = [screen.getByLabelText("E-mail"), screen.getByLabelText("Password")];
    expect(email).toMatchObject({ type: "email", name: "email", autocomplete: "username" });
    expect(password).toMatchObject({ type: "password", name: "password", autocomplete: "current-password" });
    expect(email.closest("form")?.method).toBe("post");
    expect(document.activeElement).toBe(email);
  });

  it("goes on to where the reader wanted to be", async () => {
    const { router } = await open("?to=%2Fjobs%3Fstatus%3Drunning");
    fillIn(" a@example.net ", "a good password");
    await waitFor(() => expect(router.state.location.href).toBe("/jobs?status=running"));
    expect(send).toHaveBeenCalledExactlyOnceWith({ email: "a@example.net", password: "a good password" });
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example"])("does not go on to %s", async (to) => {
    const { router } = await open(`?to=${encodeURIComponent(to)}`);
    fillIn("a@example.net", "a good password");
    await waitFor(() => expect(router.state.location.href).toBe("/"));
  });

  it("says at the form that the pair is wrong, keeps the e-mail and asks for the password again", async () => {
    refuseWith("This e-mail and password do not belong together.", { reason: "UNAUTHENTICATED", httpStatus: 401 });
    const { router } = await open();
    fillIn("a@example.net", "wrong");
    expect((await screen.findByRole("alert")).textContent).toContain("do not belong together");
    expect(screen.getByLabelText("E-mail")).toMatchObject({ value: "a@example.net" });
    expect(document.activeElement).toBe(screen.getByLabelText("Password"));
    expect(router.state.location.pathname).toBe("/sign-in");
  });

  it("says from when on to try again, and can be tried again", async () => {
    const details = { retryAfterMs: 200_000 };
    refuseWith("Too many tries.", { reason: "RATE_LIMITED", httpStatus: 429, details });
    const { router } = await open();
    fillIn("a@example.net", "wrong");
    await waitFor(() => expect(screen.getByRole("alert").textContent).toMatch(/try again in 4.min/));
    fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/"));
  });

  it("sends nothing while something is missing", async () => {
    await open();
    fillIn("a@example.net", "");
    expect(screen.getByRole("alert").textContent).toBe("Give your e-mail and your password.");
    expect(document.activeElement).toBe(screen.getByLabelText("Password"));
    expect(send).not.toHaveBeenCalled();
  });

  it("shows the password when asked", async () => {
    await open();
    fireEvent.click(screen.getByRole("button", { name: "Show password" }));
    expect(screen.getByLabelText("Password")).toMatchObject({ type: "text" });
  });
});
