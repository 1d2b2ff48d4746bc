import { errorOf } from "@fieldline/client/errors";
import type { LinkProps } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";
import { ErrorState } from "../components/error-state.tsx";
import { ClosedPage } from "./closed-page.tsx";

const NOT_THERE = /NOT_FOUND|INVALID_INPUT/;

interface UnreadableProps {
  /** What the page is about, in one word: `device`. */
  what: string;
  /** Where the list of them is. */
  list: LinkProps["to"];
  error: ComponentProps<typeof ErrorState>["error"];
  onRetry: () => void;
  isRetrying: boolean;
  /** Why it may not be there. */
  children: ReactNode;
}

/** Stands where something could not be read: it is not there, or it can be tried again. */
export function Unreadable({ what, list, error, onRetry, isRetrying, children }: UnreadableProps) {
  if (NOT_THERE.test(errorOf(error).reason))
    return (
      <ClosedPage
        name={`No such ${what}`}
        title={`There is no such ${what}`}
        onward={{ to: list, label: `To the ${what}s` }}
      >
        {children}
      </ClosedPage>
    );
  return (
    <div className="rounded-md border border-line bg-surface">
      <ErrorState what={`This ${what}`} error={error} onRetry={onRetry} isRetrying={isRetrying} />
    </div>
  );
}
