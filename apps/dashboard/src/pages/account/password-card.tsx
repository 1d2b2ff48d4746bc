import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { useMe } from "../../session/use-me.ts";
import { useChangePassword } from "./use-change-password.ts";

/** Changes one's own password. */
export function PasswordCard() {
  const me = useMe();
  const { form, errors, submit, isSending } = useChangePassword();
  return (
    <Card title="Password">
      <form
        ref={form}
        method="post"
        noValidate
        aria-label="Change password"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        className="grid gap-3.5 p-3.5"
      >
        <input type="text" name="username" autoComplete="username" value={me?.email ?? ""} readOnly hidden />
        <PasswordField label="Present password" name="current" autoComplete="current-password" error={errors.current} />
        <PasswordField
          label="New password"
          name="next"
          autoComplete="new-password"
          maxLength={128}
          error={errors.next}
          hint="8 characters or more. Your other sessions end; this one goes on."
        />
        {errors.rest && (
          <p role="alert" className="text-bad">
            {errors.rest}
          </p>
        )}
        <div>
          <Button type="submit" tone="primary" aria-disabled={isSending} className="aria-disabled:opacity-55">
            {isSending ? "Changing…" : "Change the password"}
          </Button>
        </div>
      </form>
    </Card>
  );
}
