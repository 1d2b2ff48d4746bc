import { errorOf } from "@fieldline/client/errors";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../components/button.tsx";
import { Mark } from "./mark.tsx";
import { usePageTitle } from "./use-page-title.ts";

/** What is shown when it could not be read who is signed in, so that no page can be. */
export function CouldNotStart({ error }: { error: unknown }) {
  const router = useRouter();
  const [isTrying, setIsTrying] = useState(false);
  usePageTitle("Not connected");
  const retry = async () => {
    setIsTrying(true);
    await router.invalidate();
    setIsTrying(false);
  };
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div role="alert" className="grid max-w-md justify-items-center gap-2 text-center">
        <Mark size={26} />
        <h1 className="mt-2 text-[16px] font-semibold">Fieldline could not be opened</h1>
        <p className="text-muted">{errorOf(error).message} Jobs go on running meanwhile.</p>
        <Button tone="primary" className="mt-3" onClick={() => void retry()} disabled={isTrying}>
          {isTrying ? "Trying…" : "Try again"}
        </Button>
      </div>
    </main>
  );
}
