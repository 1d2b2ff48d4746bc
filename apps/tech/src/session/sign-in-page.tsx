import { signIn } from "@fieldline/client/session";
import { formatQuantity } from "@fieldline/ui/format";
import { createSignal, onMount, Show } from "solid-js";
import { isOnline } from "../live/online.ts";
import { ThemeButton } from "../shell/theme-button.tsx";
import { myStarts } from "../start/queue-store.ts";
import { confirmPerson, me, session } from "./person.ts";
import { OFFLINE_WORDS, type SignInFailure, signInFailure } from "./sign-in-words.ts";
import "./sign-in.css";

export function SignInPage() {
  const [failure, setFailure] = createSignal<SignInFailure | null>(null);
  const [isSending, setIsSending] = createSignal(false);
  const [isShown, setIsShown] = createSignal(false);
  let email: HTMLInputElement | undefined;
  let password: HTMLInputElement | undefined;
  onMount(() => (email?.value ? password : email)?.focus());

  const said = () => failure()?.text ?? (isOnline() ? null : OFFLINE_WORDS);
  const fault = () => ({
    "aria-invalid": failure()?.isWrongPair || undefined,
    "aria-describedby": failure() ? "sign-in-said" : undefined,
    onInput: () => setFailure(null),
  });

  async function send(event: SubmitEvent) {
    event.preventDefault();
    if (isSending() || !email || !password) return;
    const empty = [email, password].find(({ value }) => value.trim() === "");
    if (empty) {
      setFailure({ text: empty === email ? "Give your e-mail." : "Give your password.", isWrongPair: false });
      return empty.focus();
    }
    setFailure(null);
    setIsSending(true);
    try {
      await signIn({ email: email.value.trim(), password: password.value });
      await confirmPerson();
    } catch (thrown) {
      const failed = signInFailure(thrown, { now: Date.now(), isOnline: isOnline() });
      setFailure(failed);
      if (failed.isWrongPair) password.select();
    } finally {
      setIsSending(false);
    }
  }

  return (
    <form class="screen sign-in" method="post" action="/auth/sign-in/email" onSubmit={send} novalidate>
      <header class="bar">
        <span class="brand">
          <img src="/tech/icon.svg" alt="" width="28" height="28" />
          Fieldline
        </span>
        <ThemeButton />
      </header>
      <h1>Sign in</h1>
      <Show when={session() === "lost"}>
        <p class="banner quiet" role="status">
          Your session has ended. Sign in to go on where you were. {keptWords(myStarts().length)}
        </p>
      </Show>
      <div class="field">
        <label for="email">E-mail</label>
        <input
          {...fault()}
          id="email"
          name="email"
          type="email"
          ref={email}
          value={me()?.email ?? ""}
          autocomplete="username"
          autocapitalize="off"
          autocorrect="off"
          spellcheck={false}
          enterkeyhint="next"
          required
        />
      </div>
      <div class="field">
        <label for="password">Password</label>
        <div class="box">
          <input
            {...fault()}
            id="password"
            name="password"
            type={isShown() ? "text" : "password"}
            ref={password}
            autocomplete="current-password"
            autocapitalize="off"
            autocorrect="off"
            spellcheck={false}
            enterkeyhint="go"
            required
          />
          <button
            type="button"
            class="plain reveal"
            aria-label={isShown() ? "Hide the password" : "Show the password"}
            onClick={() => setIsShown(!isShown())}
          >
            {isShown() ? "Hide" : "Show"}
          </button>
        </div>
      </div>
      <button type="submit" class="big-button primary" aria-disabled={isSending()}>
        {isSending() ? "Signing in…" : "Sign in"}
      </button>
      <p id="sign-in-said" class="said" role="alert">
        {said()}
      </p>
    </form>
  );
}

function keptWords(waiting: number) {
  if (waiting === 0) return "What you typed is kept.";
  return `What you typed is kept, and ${formatQuantity(waiting, "waiting start")} ${waiting === 1 ? "goes" : "go"} out then.`;
}
