import { lazy, Suspense, useEffect, useState } from "react";
import { onFirstToast } from "./notify.ts";

const Toaster = lazy(() => import("./toaster.tsx").then((module) => ({ default: module.Toaster })));

/** Loads the toaster when there is something to say. */
export function LazyToaster() {
  const [isWanted, setIsWanted] = useState(false);
  useEffect(() => onFirstToast(() => setIsWanted(true)), []);
  return isWanted && <Suspense>{<Toaster />}</Suspense>;
}
