import { errorOf } from "@fieldline/client/errors";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

interface Saving<Stored, Saved, Refused> {
  /** What is typed, over the version that it started from. */
  edit: { version: number; forget(): void };
  isNew: boolean;
  /** Whether what is typed cannot be sent as it is. */
  isWrong: boolean;
  /** A refusal that says nothing. */
  none: Refused;
  send(expectedVersion: number): Promise<Saved>;
  /** What somebody else has stored meanwhile. */
  readTheirs(): Promise<Stored>;
  refusalOf(error: unknown): Refused;
  /** Has what is stored read again. */
  readAgain(): Promise<void>;
  onSaved(saved: Saved): void;
}

/** Saving a form over one version alone: what was refused, and what is theirs where somebody else was first. */
export function useSave<Stored extends { version: number }, Saved, Refused>(saving: Saving<Stored, Saved, Refused>) {
  const { edit, isNew, isWrong, none, send, readTheirs, refusalOf, readAgain, onSaved } = saving;
  const form = useRef<HTMLFormElement>(null);
  const [isTried, setIsTried] = useState(false);
  const [refused, setRefused] = useState(none);
  const [theirs, setTheirs] = useState<Stored>();
  const [isSaved, setIsSaved] = useState(false);
  const [failedAt, setFailedAt] = useState(0);
  const mutation = useMutation({ mutationFn: send });
  useEffect(() => {
    if (failedAt > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [failedAt]);

  const fail = () => setFailedAt((count) => count + 1);
  const settle = () => {
    setIsTried(false);
    setRefused(none);
    setTheirs(undefined);
  };
  const saved = async (what: Saved) => {
    settle();
    setIsSaved(true);
    await readAgain();
    edit.forget();
    setIsSaved(false);
    onSaved(what);
  };
  const refuse = async (error: unknown) => {
    if (!isNew && errorOf(error).reason === "VERSION_MISMATCH") {
      const newer = await readTheirs().catch(() => undefined);
      if (newer) return setTheirs(() => newer);
    }
    setRefused(() => refusalOf(error));
    fail();
  };
  const saveOver = (expectedVersion: number) => {
    if (mutation.isPending) return;
    setIsTried(true);
    setRefused(none);
    if (isWrong) return fail();
    mutation.mutate(expectedVersion, { onSuccess: saved, onError: refuse });
  };
  const undo = () => {
    edit.forget();
    settle();
  };
  return {
    form,
    isTried,
    refused,
    theirs,
    /** Nothing is lost by leaving while what was saved is read again. */
    isSaved,
    isSaving: mutation.isPending,
    forgetRefusal: () => setRefused(none),
    undo,
    save: () => saveOver(edit.version),
    takeTheirs: () => {
      void readAgain();
      undo();
    },
    saveOverTheirs: () => theirs && saveOver(theirs.version),
  };
}
