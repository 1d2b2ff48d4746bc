import { errorOf } from "@fieldline/client/errors";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ROLE_WORDS } from "../../session/role-words.ts";
import { notify } from "../../toasts/notify.ts";
import { usePersonChanged } from "./use-people.ts";

const refused = (title: string) => (error: unknown) =>
  notify({ tone: "error", title, description: errorOf(error).message });

/** Gives a person a role; a refusal is said in passing unless a dialog says it (`isQuiet`). */
export function useSetRole({ isQuiet = false } = {}) {
  const api = useTRPC();
  const changed = usePersonChanged();
  return useMutation(
    api.users.setRole.mutationOptions({
      onSuccess: (person) => {
        void changed(person.id);
        notify({ tone: "success", title: `${person.name}'s role is now ${ROLE_WORDS[person.role].name}` });
      },
      ...(!isQuiet && { onError: refused("The role could not be changed") }),
    }),
  );
}

/** Lets a person sign in again. */
export function useEnable() {
  const api = useTRPC();
  const changed = usePersonChanged();
  return useMutation(
    api.users.enable.mutationOptions({
      onSuccess: (person) => {
        void changed(person.id);
        notify({
          tone: "success",
          title: `${person.name} may sign in again`,
          description: "With the password they had, or one that you give them.",
        });
      },
      onError: refused("The person could not be enabled"),
    }),
  );
}
