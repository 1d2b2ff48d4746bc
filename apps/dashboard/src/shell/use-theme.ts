import { chooseTheme, readTheme, type ThemeChoice } from "@fieldline/ui/theme";
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(choice: ThemeChoice): void {
  chooseTheme(choice);
  for (const tell of listeners) tell();
}

/** The reader's choice of theme, and how to change it. */
export function useTheme(): [ThemeChoice, (choice: ThemeChoice) => void] {
  return [useSyncExternalStore(subscribe, readTheme), change];
}
