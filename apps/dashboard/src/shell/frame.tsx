import { lazyRouteComponent, Outlet, useMatches } from "@tanstack/react-router";
import { Suspense } from "react";
import { isOpenPage } from "../session/return-path.ts";
import { LazyToaster } from "../toasts/lazy-toaster.tsx";

const Shell = lazyRouteComponent(() => import("./shell.tsx"), "Shell");

/** Fetches the shell while it is read who is signed in. */
export function preloadShell(): void {
  void Shell.preload?.();
}

/** What is around every page: the shell, or nothing for the pages that need no sign-in. */
export function Frame() {
  const isOpen = useMatches({ select: (matches) => matches.some(({ pathname }) => isOpenPage(pathname)) });
  return (
    <>
      {isOpen ? (
        <Outlet />
      ) : (
        <Suspense>
          <Shell />
        </Suspense>
      )}
      <LazyToaster />
    </>
  );
}
