import type { CommandTemplate } from "@fieldline/domain/template";
import { Button } from "../../components/button.tsx";
import { Modal } from "../../components/modal.tsx";
import { reachWords } from "./review-line.tsx";
import type { RolloutDraft } from "./rollout-draft.ts";
import type { Reach } from "./use-reach.ts";

interface ConfirmRolloutProps {
  template: CommandTemplate;
  draft: RolloutDraft;
  reach: Reach | undefined;
  isStarting: boolean;
  onStart: () => void;
  onClose: () => void;
}

/** Asks before many devices run something, and says how many. */
export function ConfirmRollout({ template, draft, reach, isStarting, onStart, onClose }: ConfirmRolloutProps) {
  const words = reachWords(reach);
  const later = draft.mode === "continuous" ? " now, and on each device that joins later" : "";
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Run on ${words}?`}
      description={`${template.name} v${template.version} starts on ${words}${later}. What a device has done cannot be undone from here; cancelling stops those that have not begun.`}
    >
      <div className="mt-4 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Back</Button>
        <Button tone="primary" data-starts-here disabled={isStarting} onClick={onStart}>
          {isStarting ? "Starting…" : `Run on ${words}`}
        </Button>
      </div>
    </Modal>
  );
}
