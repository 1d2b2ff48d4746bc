import { errorOf } from "@fieldline/client/errors";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { notify } from "../../toasts/notify.ts";

const MIN_LENGTH = 8;
type Errors = { current?: string; next?: string; rest?: string };

function endedWords(count: number): string {
  if (count === 0) return "You had no other sessions.";
  return count === 1 ? "Your other session has ended." : `Your ${count} other sessions have ended.`;
}

function checked(current: string, next: string): Errors | undefined {
  const errors: Errors = {
    ...(!current && { current: "Give your present password." }),
    ...(next.length < MIN_LENGTH && { next: `A password has ${MIN_LENGTH} characters or more.` }),
  };
  return Object.keys(errors).length > 0 ? errors : undefined;
}

/** The state of changing one's password: what is wrong with it, and sending it once. */
export function useChangePassword() {
  const api = useTRPC();
  const cache = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [errors, setErrors] = useState<Errors>({});
  const change = useMutation(api.users.changePassword.mutationOptions());
  const refuse = (found: Errors) => {
    setErrors(found);
    form.current?.querySelector<HTMLElement>(`[name=${found.current ? "current" : "next"}]`)?.focus();
  };
  const submit = () => {
    if (change.isPending || !form.current) return;
    const data = new FormData(form.current);
    const [current, next] = [String(data.get("current")), String(data.get("next"))];
    const found = checked(current, next);
    if (found) return refuse(found);
    setErrors({});
    change.mutate(
      { current, next },
      {
        onSuccess: ({ endedSessions }) => {
          form.current?.reset();
          void cache.invalidateQueries({ queryKey: api.users.sessions.pathKey() });
          notify({ tone: "success", title: "Your password is changed", description: endedWords(endedSessions) });
        },
        onError: (error) => {
          const { reason, message, paths } = errorOf(error);
          if (reason === "WRONG_PASSWORD" || paths.includes("current")) refuse({ current: message });
          else if (paths.includes("next")) refuse({ next: message });
          else setErrors({ rest: message });
        },
      },
    );
  };
  return { form, errors, submit, isSending: change.isPending };
}
