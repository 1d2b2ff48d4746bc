import { useSyncExternalStore } from "react";
import { columnsText, readColumns, USUAL } from "./column-choice.ts";

const STORAGE_KEY = "fieldline.jobs.columns";
const listeners = new Set<() => void>();
/** Holds for this visit where storage is closed to us. */
let unstored: string | undefined;

function read(): string {
  try {
    const choice = readColumns(localStorage.getItem(STORAGE_KEY) ?? unstored);
    return choice ? columnsText(choice) : USUAL;
  } catch {
    return unstored ?? USUAL;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** The columns that the reader prefers on this device, where neither the address nor a view says otherwise. */
export function useOwnColumns(): string {
  return useSyncExternalStore(subscribe, read);
}

/** Keeps the reader's preference for all lists and later visits. */
export function keepOwnColumns(text: string): void {
  unstored = undefined;
  try {
    if (text === USUAL) localStorage.removeItem(STORAGE_KEY);
    else localStorage.setItem(STORAGE_KEY, text);
  } catch {
    unstored = text;
  }
  for (const tell of listeners) tell();
}
