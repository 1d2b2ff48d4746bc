import { errorOf } from "@fieldline/client/errors";
import { isAtLeast, ROLES, type Role } from "@fieldline/domain/roles";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { controlClass, Field } from "../../components/field.tsx";
import { ROLE_WORDS } from "../../session/role-words.ts";
import { useMe } from "../../session/use-me.ts";

const DAY_MS = 86_400_000;
const LIVES = ["7", "30", "90", "365"].map((days) => ({ value: days, label: `${days}\u00a0days` }));

/** What a token is called, may do, and how long. */
export function NewTokenForm({ onMade }: { onMade: (made: { token: string; name: string }) => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const me = useMe();
  const [name, setName] = useState("");
  const [chosenRole, setRole] = useState<Role>();
  const [days, setDays] = useState("90");
  const [nameError, setNameError] = useState<string>();
  const create = useMutation(api.users.tokens.create.mutationOptions({ gcTime: 0 }));
  const role = chosenRole ?? me?.role ?? "viewer";
  const roles = ROLES.filter((each) => me && isAtLeast(me.role, each));
  const failure = create.error && errorOf(create.error);
  const isNameRefused = failure?.paths.includes("name");

  const submit = () => {
    if (create.isPending) return;
    if (!name.trim()) return setNameError("Give it a name, such as where it is used.");
    setNameError(undefined);
    create.mutate(
      { name: name.trim(), role, expiresInMs: Number(days) * DAY_MS },
      {
        onSuccess: ({ token }) => {
          void cache.invalidateQueries({ queryKey: api.users.tokens.pathKey() });
          onMade({ token, name: name.trim() });
        },
      },
    );
  };

  return (
    <form
      noValidate
      aria-label="New token"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      className="grid gap-4"
    >
      <Field label="Name" hint="Where it is used." error={nameError ?? (isNameRefused ? failure?.message : undefined)}>
        {(control) => (
          <input
            {...control}
            data-starts-here
            value={name}
            maxLength={100}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
            className={controlClass}
          />
        )}
      </Field>
      <div>
        <ChoiceChips
          legend="Role"
          name="role"
          value={role}
          options={roles.map((value) => ({ value, label: ROLE_WORDS[value].name }))}
          onChange={setRole}
        />
        <p className="mt-1 text-[12.5px] text-muted">{ROLE_WORDS[role].may} Never more than your own role.</p>
      </div>
      <ChoiceChips legend="Expires in" name="life" value={days} options={LIVES} onChange={setDays} />
      {failure && !isNameRefused && (
        <p role="alert" className="text-bad">
          {failure.message}
        </p>
      )}
      <div className="flex justify-end">
        <Button type="submit" tone="primary" aria-disabled={create.isPending} className="aria-disabled:opacity-55">
          {create.isPending ? "Making…" : "Make the token"}
        </Button>
      </div>
    </form>
  );
}
