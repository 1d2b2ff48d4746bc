import { type FormEvent, useEffect, useRef } from "react";
import { Button } from "../../components/button.tsx";
import { controlClass, Field } from "../../components/field.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { useSignIn } from "./use-sign-in.ts";

/** E-mail and password, left to the browser so that a password manager can fill them in. */
export function SignInForm({ knownEmail = "" }: { knownEmail?: string | undefined }) {
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const { isSending, refusal, refuse, send } = useSignIn(() => {
    password.current?.focus();
    password.current?.select();
  });
  const focusFirstEmpty = () => (email.current?.value ? password : email).current?.focus();
  useEffect(() => (email.current?.value ? password : email).current?.focus(), []);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isSending) return;
    const credentials = { email: email.current?.value.trim() ?? "", password: password.current?.value ?? "" };
    if (credentials.email && credentials.password) return void send(credentials);
    refuse("Give your e-mail and your password.");
    focusFirstEmpty();
  };

  return (
    <form method="post" noValidate aria-label="Sign in" onSubmit={submit} className="grid gap-3.5">
      <Field label="E-mail">
        {(control) => (
          <input
            {...control}
            ref={email}
            type="email"
            name="email"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            defaultValue={knownEmail}
            className={controlClass}
          />
        )}
      </Field>
      <PasswordField ref={password} label="Password" name="password" autoComplete="current-password" />
      <div className="min-h-10 text-[13px]">
        <p role="alert" className="text-bad">
          {refusal}
        </p>
        {!refusal && <p className="text-muted">Forgotten? An administrator can give you a new one under People.</p>}
      </div>
      <Button
        type="submit"
        tone="primary"
        className="h-10 w-full aria-disabled:opacity-55 max-md:h-12"
        aria-disabled={isSending}
      >
        {isSending ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
