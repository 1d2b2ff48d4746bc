import { Link, useRouter } from "@tanstack/react-router";
import { Button, buttonClass } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { usePageTitle } from "./use-page-title.ts";

/** What is shown when a page itself has failed. It tells nothing of the inside. */
export function UnexpectedError({ reset }: { reset: () => void }) {
  const router = useRouter();
  usePageTitle("Something went wrong");
  return (
    <div role="alert">
      <EmptyState
        title="This page could not be shown"
        action={
          <>
            <Button
              tone="primary"
              onClick={() => {
                reset();
                void router.invalidate();
              }}
            >
              Try again
            </Button>
            <Link to="/" className={buttonClass()}>
              To the overview
            </Link>
          </>
        }
      >
        Jobs go on running; only their picture is missing. Try again, or reload the page.
      </EmptyState>
    </div>
  );
}
