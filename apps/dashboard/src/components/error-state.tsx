import { errorOf } from "@fieldline/client/errors";
import { Button } from "./button.tsx";

interface ErrorStateProps {
  what: string;
  error: unknown;
  onRetry: () => void;
  isRetrying?: boolean;
}

/** A failure to load, in the server's words, with a way to try again. */
export function ErrorState({ what, error, onRetry, isRetrying = false }: ErrorStateProps) {
  return (
    <div role="alert" className="flex flex-col items-center gap-1.5 px-5 py-10 text-center">
      <p className="text-[15px] font-semibold">{what} could not be loaded</p>
      <p className="max-w-prose text-muted">{errorOf(error).message}</p>
      <Button className="mt-3" onClick={onRetry} disabled={isRetrying}>
        {isRetrying ? "Trying…" : "Try again"}
      </Button>
    </div>
  );
}
