import { ROLES } from "@fieldline/domain/roles";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { controlClass, Field } from "../../components/field.tsx";
import { PasswordField } from "../../components/password-field.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { type Invitation, useInvite } from "./use-invite.ts";

interface InviteFormProps {
  onMade: (made: { name: string; email: string; password: string }) => void;
  onDone: () => void;
}

const EMPTY: Invitation = { name: "", email: "", role: "tech", password: "" };

/** Who is invited, and as what. */
export function InviteForm(props: InviteFormProps) {
  const [draft, setDraft] = useState(EMPTY);
  const { form, errors, submit, isSending } = useInvite(props);
  const change = (part: Partial<Invitation>) => setDraft((old) => ({ ...old, ...part }));
  return (
    <form
      ref={form}
      method="post"
      noValidate
      aria-label="Invite a person"
      onSubmit={(event) => {
        event.preventDefault();
        submit(draft);
      }}
      className="grid gap-3.5"
    >
      <Field label="Name" error={errors.name}>
        {(control) => (
          <input
            {...control}
            data-starts-here
            name="person-name"
            value={draft.name}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => change({ name: event.target.value })}
            className={controlClass}
          />
        )}
      </Field>
      <Field label="E-mail" error={errors.email}>
        {(control) => (
          <input
            {...control}
            type="email"
            name="person-email"
            value={draft.email}
            maxLength={254}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            onChange={(event) => change({ email: event.target.value })}
            className={controlClass}
          />
        )}
      </Field>
      <RoleChoice roles={ROLES} value={draft.role} onChange={(role) => change({ role })} />
      <PasswordField
        label="Password"
        optional
        name="person-password"
        autoComplete="new-password"
        maxLength={128}
        value={draft.password}
        onChange={(event) => change({ password: event.target.value })}
        error={errors.password}
        hint="Left empty, one is made and shown to you once."
      />
      {(errors.rest ?? errors.role) && (
        <p role="alert" className="text-bad">
          {errors.rest ?? errors.role}
        </p>
      )}
      <div className="flex justify-end">
        <Button type="submit" tone="primary" aria-disabled={isSending} className="aria-disabled:opacity-55">
          {isSending ? "Inviting…" : "Invite"}
        </Button>
      </div>
    </form>
  );
}
