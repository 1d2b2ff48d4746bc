import type { Config, ConfigKey } from "@fieldline/domain/config";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { SETTING_NAMES } from "../../audit/setting-names.ts";
import { notify } from "../../toasts/notify.ts";
import { durationErrors } from "./duration-errors.ts";
import type { HeldConfig, SettingSection } from "./section.ts";
import { type Conflict, conflictOf, type Refusal, refusalOf, stillRefused } from "./set-refusal.ts";

interface Edit<V, D> {
  draft: D;
  /** What the draft started from; it stays that when somebody else saves. */
  base: { value: V; version: number };
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A setting's form: what is typed over what is stored, what is wrong with it, and saving it over that version alone. */
export function useSection<K extends ConfigKey, D>(section: SettingSection<K, D>, config: HeldConfig) {
  const { key, draftOf, read } = section;
  const api = useTRPC();
  const cache = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [edit, setEdit] = useState<Edit<Config[K], D>>();
  const [isTried, setIsTried] = useState(false);
  const [refused, setRefused] = useState<Refusal & { value: unknown }>();
  const [conflict, setConflict] = useState<Conflict>();
  const [failedAt, setFailedAt] = useState(0);
  const set = useMutation(api.config.set.mutationOptions());

  const base = edit?.base ?? { value: config[key] as Config[K], version: config.versions[key] };
  const builtIn = config.defaults[key] as Config[K];
  const draft = edit?.draft ?? draftOf(base.value);
  const { value, errors: unreadable } = read(draft);
  const wrong = { ...durationErrors(key, value), ...unreadable };
  const isDirty = edit !== undefined && !same(value, read(draftOf(base.value)).value);

  useEffect(() => {
    if (failedAt > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failedAt]);

  const change = (next: D) => setEdit({ draft: next, base });
  const undo = () => {
    setEdit(undefined);
    settle();
  };
  const settle = () => {
    setIsTried(false);
    setRefused(undefined);
    setConflict(undefined);
  };
  const hold = (stored: unknown, version: number) => {
    cache.setQueryData(api.config.get.queryKey(), (held) =>
      held ? { ...held, [key]: stored, versions: { ...held.versions, [key]: version } } : held,
    );
    void cache.invalidateQueries({ queryKey: api.config.get.queryKey() });
    void cache.invalidateQueries({ queryKey: api.audit.list.pathKey() });
  };

  const saveOver = (expectedVersion: number) => {
    if (set.isPending) return;
    setIsTried(true);
    setRefused(undefined);
    if (Object.keys(wrong).length > 0) return setFailedAt((count) => count + 1);
    set.mutate(
      { key, value, expectedVersion },
      {
        onSuccess: (stored) => {
          const version = expectedVersion + 1;
          hold(stored, version);
          settle();
          // What was typed while this was on its way is kept, over what is stored now.
          setEdit((last) =>
            last && last.draft !== draft
              ? { draft: last.draft, base: { value: stored as Config[K], version } }
              : undefined,
          );
          notify({ tone: "success", title: `${SETTING_NAMES[key]} saved` });
        },
        onError: (error) => {
          const newer = conflictOf(error);
          setConflict(newer);
          if (newer) return void cache.invalidateQueries({ queryKey: api.audit.list.pathKey() });
          const refusal = refusalOf(error, key);
          setRefused({ ...refusal, value });
          setFailedAt((count) => count + 1);
          notify({
            tone: "error",
            title: `${SETTING_NAMES[key]} could not be saved`,
            description: refusal.rest[0] ?? "What is wrong is marked in the form.",
          });
        },
      },
    );
  };

  return {
    form,
    draft,
    /** What the draft says. */
    value,
    errors: {
      ...(refused && stillRefused(refused.fields, refused.value, value)),
      ...(isTried && wrong),
    },
    banner: refused?.rest ?? [],
    conflict,
    version: base.version,
    isDirty,
    isDefault: (base.version === 0 && !isDirty) || same(value, read(draftOf(builtIn)).value),
    isSaving: set.isPending,
    change,
    undo,
    useDefault: () => change(draftOf(builtIn)),
    save: () => saveOver(base.version),
    takeTheirs: () => {
      if (conflict) hold(conflict.value, conflict.version);
      undo();
    },
    saveOverTheirs: () => conflict && saveOver(conflict.version),
  };
}
