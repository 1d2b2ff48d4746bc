import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { FeedProvider } from "../live/feed-provider.tsx";
import { useCan } from "../session/use-me.ts";
import { handleKey } from "../shortcuts/shortcut-registry.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { Gate } from "./gate.tsx";
import { Navigation } from "./navigation.tsx";
import { TopBar } from "./top-bar.tsx";
import { useFocusOnNavigation } from "./use-focus-on-navigation.ts";

const ShortcutsDialog = lazy(() =>
  import("../shortcuts/shortcuts-dialog.tsx").then((module) => ({ default: module.ShortcutsDialog })),
);

/** What stays while pages change. */
export function Shell() {
  const navigate = useNavigate();
  const [showsShortcuts, setShowsShortcuts] = useState(false);
  const can = useCan();
  const main = useFocusOnNavigation();
  useEffect(() => {
    document.addEventListener("keydown", handleKey);
    return () => document.removeEventListener("keydown", handleKey);
  }, []);
  useShortcut("n", "New probe", () => void navigate({ to: "/jobs/new" }), { enabled: can("jobs.create") });
  useShortcut("?", "This list", () => setShowsShortcuts(true));

  return (
    <FeedProvider>
      <a
        href="#main"
        className="absolute top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to the page
      </a>
      <div className="min-h-dvh md:grid md:grid-cols-[86px_minmax(0,1fr)] xl:grid-cols-[204px_minmax(0,1fr)]">
        <Navigation />
        <div className="min-w-0">
          <TopBar onShowShortcuts={() => setShowsShortcuts(true)} />
          <main
            ref={main}
            id="main"
            tabIndex={-1}
            className="max-w-[1320px] px-6 pt-5 pb-10 outline-none max-md:px-3 max-md:pt-4 max-md:pb-24"
          >
            <Gate />
          </main>
        </div>
      </div>
      {showsShortcuts && (
        <Suspense>
          <ShortcutsDialog open onOpenChange={setShowsShortcuts} />
        </Suspense>
      )}
    </FeedProvider>
  );
}
