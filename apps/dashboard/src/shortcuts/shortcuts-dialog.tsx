import { Modal } from "../components/modal.tsx";
import { listShortcuts } from "./shortcut-registry.ts";

const shown = (key: string): string => (key === "Enter" ? "↵" : key);

interface ShortcutsDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The keys that work on the page beneath. */
export function ShortcutsDialog({ open, onOpenChange }: ShortcutsDialogProps) {
  return (
    <Modal open={open} onOpenChange={onOpenChange} title="Keyboard shortcuts" description="What works on this page.">
      <dl className="grid gap-px">
        {listShortcuts().map(({ key, label }) => (
          <div key={key} className="flex items-center justify-between gap-6 border-b border-line py-1.5 last:border-0">
            <dt>{label}</dt>
            <dd>
              <kbd className="rounded-sm border border-line-strong bg-bg px-2 py-0.5 font-mono text-[12px]">
                {shown(key)}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
