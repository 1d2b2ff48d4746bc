import { createContext, useContext } from "react";
import type { Selection } from "./use-selection.ts";

export const SelectionContext = createContext<Selection | undefined>(undefined);

/** What is chosen of the list; undefined where nothing can be. */
export function useSelected(): Selection | undefined {
  return useContext(SelectionContext);
}
