import { formatClock } from "@fieldline/ui/time";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const signIn = vi.hoisted(() => vi.fn());
const query = vi.hoisted(() => vi.fn());
vi.mock("@fieldline/client/session", () => ({ signIn, signOut: vi.fn() }));
vi.mock("../server.ts", () => ({ BASE_URL: "", server: { users: { me: { query } } } }));
const { SignInPage } = await import("./sign-in-page.tsx");
const { checkSession, session } = await import("./person.ts");

const anna = { id: "anna", name: "Anna Berg", email: "anna@example.net", role: "tech", seesOthers: false };
const email = () => screen.getByLabelText<HTMLInputElement>("E-mail");
const password = () => screen.getByLabelText<HTMLInputElement>("Password");
const said = () => screen.getByRole("alert").textContent;
function fillIn() {
  fireEvent.input(email(), { target: { value: " anna@example.net " } });
  fireEvent.input(password(), { target: { value: "  right horse " } });
}
const send = () => fireEvent.click(screen.getByRole("button", { name: "Sign in" }));
const refuse = (data: object, message = "…") => signIn.mockRejectedValue(Object.assign(new Error(message), { data }));

afterEach(cleanup);
beforeEach(() => {
  signIn.mockReset();
  query.mockReset().mockResolvedValue(anna);
  vi.restoreAllMocks();
});

it("is a form that password managers know", () => {
  render(() => <SignInPage />);
  const form = email().form as HTMLFormElement;
  expect([form.method, email().autocomplete, password().autocomplete, password().type]).toEqual([
    "post",
    "username",
    "current-password",
    "password",
  ]);
  expect(document.activeElement).toBe(email());
});

it("shows and hides the password", () => {
  render(() => <SignInPage />);
  fireEvent.click(screen.getByRole("button", { name: "Show the password" }));
  expect(password().type).toBe("text");
  fireEvent.click(screen.getByRole("button", { name: "Hide the password" }));
  expect(password().type).toBe("password");
});

it("signs in with the e-mail trimmed and the password as it is", async () => {
  signIn.mockResolvedValue(undefined);
  render(() => <SignInPage />);
  fillIn();
  send();
  await waitFor(() => expect(session()).toBe("in"));
  expect(signIn).toHaveBeenCalledWith({ email: "anna@example.net", password: "  right horse " });
});

it("asks for what is missing and sends nothing", () => {
  render(() => <SignInPage />);
  fireEvent.input(email(), { target: { value: "anna@example.net" } });
  fireEvent.input(password(), { target: { value: "" } });
  send();
  expect([said(), document.activeElement, signIn.mock.calls.length]).toEqual(["Give your password.", password(), 0]);
});

describe("a sign-in that does not work", () => {
  it("blames the pair and neither of the two, keeps what was typed, and is over with the next key", async () => {
    const message = "This e-mail and password do not belong together.";
    refuse({ reason: "UNAUTHENTICATED", httpStatus: 401 }, message);
    render(() => <SignInPage />);
    fillIn();
    send();
    await waitFor(() => expect(said()).toBe(message));
    expect([email(), password()].map((field) => field.getAttribute("aria-invalid"))).toEqual(["true", "true"]);
    expect(password().value).toBe("  right horse ");
    fireEvent.input(password(), { target: { value: "x" } });
    expect([said(), email().getAttribute("aria-invalid")]).toEqual(["", null]);
  });

  it("says when to try again after too many tries", async () => {
    vi.spyOn(Date, "now").mockReturnValue(new Date(2026, 10, 22, 14, 2, 0).getTime());
    refuse({ reason: "RATE_LIMITED", httpStatus: 429, details: { retryAfterMs: 42_000 } });
    render(() => <SignInPage />);
    fillIn();
    send();
    const at = formatClock(new Date(2026, 10, 22, 14, 2, 42).getTime());
    await waitFor(() => expect(said()).toBe(`Too many tries. Try again at ${at}.`));
    expect(password().getAttribute("aria-invalid")).toBeNull();
  });

  it("tells a dead spot from a server that is away", async () => {
    signIn.mockRejectedValue(new TypeError("Failed to fetch"));
    render(() => <SignInPage />);
    fillIn();
    send();
    await waitFor(() => expect(said()).toMatch(/^The server cannot be reached/));
    dispatchEvent(new Event("offline"));
    send();
    await waitFor(() => expect(said()).toBe("You are offline. Signing in needs a connection."));
    dispatchEvent(new Event("online"));
  });

  it("says it in the server's words where the server knows more", async () => {
    refuse({ reason: "FORBIDDEN", httpStatus: 403 }, "This account is disabled.");
    render(() => <SignInPage />);
    fillIn();
    send();
    await waitFor(() => expect(said()).toBe("This account is disabled."));
  });
});

it("says calmly that the session has ended, for whom, and goes on from the password", async () => {
  query.mockRejectedValue({ message: "Sign in first.", data: { reason: "UNAUTHENTICATED", httpStatus: 401 } });
  await checkSession();
  expect(session()).toBe("lost");
  render(() => <SignInPage />);
  expect(screen.getByRole("status").textContent).toMatch(/^Your session has ended\..*What you typed is kept\.$/);
  expect([email().value, document.activeElement]).toEqual(["anna@example.net", password()]);
});
