import { errorOf } from "@fieldline/client/errors";
import type { Role } from "@fieldline/domain/roles";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";
import { usePersonChanged } from "./use-people.ts";

export interface Invitation {
  email: string;
  name: string;
  role: Role;
  password: string;
}

type Field = keyof Invitation;
export type InviteErrors = Partial<Record<Field | "rest", string>>;

const FIELDS: readonly Field[] = ["name", "email", "role", "password"];

function checked({ name, email, password }: Invitation): InviteErrors | undefined {
  const errors: InviteErrors = {
    ...(!name.trim() && { name: "Give the person's name." }),
    ...(!email.trim() && { email: "Give the e-mail that they sign in with." }),
    ...(password && password.length < 8 && { password: "A password has 8 characters or more." }),
  };
  return Object.keys(errors).length > 0 ? errors : undefined;
}

/** What the server refuses, each at its field. */
function errorsOf(error: unknown): InviteErrors {
  const { reason, message, issues, paths } = errorOf(error);
  if (reason === "USER_EXISTS") return { email: message };
  const told = issues.length > 0 ? issues : paths.map((path) => ({ path, message }));
  const atFields = told.filter(({ path }) => FIELDS.includes(path as Field));
  return atFields.length > 0
    ? Object.fromEntries(atFields.map(({ path, message }) => [path, message]))
    : { rest: message };
}

interface UseInviteOptions {
  onMade: (made: { name: string; email: string; password: string }) => void;
  onDone: () => void;
}

/** Sending an invitation once, with what is wrong with it. */
export function useInvite({ onMade, onDone }: UseInviteOptions) {
  const api = useTRPC();
  const changed = usePersonChanged();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<InviteErrors>({});
  const invite = useMutation(api.users.invite.mutationOptions({ gcTime: 0 }));
  useEffect(() => {
    if (Object.keys(errors).length > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);

  const submit = (invitation: Invitation) => {
    if (invite.isPending) return;
    const found = checked(invitation);
    setErrors(found ?? {});
    if (found) return;
    const { email, name, role, password } = invitation;
    invite.mutate(
      { email: email.trim(), name: name.trim(), role, ...(password && { password }) },
      {
        onSuccess: (answer) => {
          void changed(answer.user.id);
          if (answer.password) return onMade({ ...answer.user, password: answer.password });
          notify({ tone: "success", title: `${answer.user.name} may sign in` });
          onDone();
        },
        onError: (error) => setErrors(errorsOf(error)),
      },
    );
  };
  return { form, errors, submit, isSending: invite.isPending };
}
