import type { ConfigKey } from "@fieldline/domain/config";
import { createContext, useContext, useEffect } from "react";

type Report = (key: ConfigKey, isDirty: boolean) => void;

export const UnsavedContext = createContext<Report>(() => {});

/** Tells the page whether a section holds something that is not saved. */
export function useUnsaved(key: ConfigKey, isDirty: boolean): void {
  const report = useContext(UnsavedContext);
  useEffect(() => {
    report(key, isDirty);
    return () => report(key, false);
  }, [report, key, isDirty]);
}
