import { Button } from "../components/button.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { Modal } from "../components/modal.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { LazyCodeEditor } from "../editor/lazy-code-editor.tsx";

interface VersionDialogProps {
  version: number;
  query: { error: unknown; isFetching: boolean; refetch: () => unknown };
  text: string | undefined;
  language: "json" | "text";
  /** Absent where the reader may not, or it is what holds now. */
  onRestore?: (() => void) | undefined;
  onClose: () => void;
}

/** How it was at one version, and a way back to that. */
export function VersionDialog({ version, query, text, language, onRestore, onClose }: VersionDialogProps) {
  return (
    <Modal
      open
      isWide
      onOpenChange={(open) => !open && onClose()}
      title={`Version ${version}`}
      description={onRestore ? "Put into the editor, it becomes a new version once you save." : "As it was saved."}
    >
      {text !== undefined ? (
        <LazyCodeEditor label={`Version ${version}`} value={text} language={language} isReadOnly className="h-96" />
      ) : query.error ? (
        <ErrorState
          what="This version"
          error={query.error}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      ) : (
        <Skeleton className="h-96" />
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Close</Button>
        {onRestore && (
          <Button tone="primary" disabled={text === undefined} onClick={onRestore}>
            Put into the editor
          </Button>
        )}
      </div>
    </Modal>
  );
}
