import { useEffect, useRef } from "react";
import { Kbd } from "../components/kbd.tsx";
import type { Command } from "./palette-commands.ts";

/** The id of a command's element in its list. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

interface CommandListProps {
  id: string;
  commands: readonly Command[];
  active: number;
  onPoint: (index: number) => void;
  onRun: (command: Command) => void;
}

/** The commands under their headings; the active one stays in sight. */
export function CommandList({ id, commands, active, onPoint, onRun }: CommandListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(optionId(id, active))}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  const groups = Map.groupBy(
    commands.map((command, index) => ({ command, index })),
    ({ command }) => command.group,
  );
  return (
    <div ref={list} id={id} role="listbox" aria-label="Commands" className="min-h-24 overflow-y-auto p-1.5">
      {commands.length === 0 && <p className="px-2.5 py-4 text-muted">Nothing is called that.</p>}
      {[...groups].map(([group, items]) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options by this role
        <div key={group} role="group" aria-label={group}>
          <p aria-hidden="true" className="px-2.5 pt-2 pb-1 text-[12px] text-muted">
            {group}
          </p>
          {items.map(({ command, index }) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
            <div
              key={command.id}
              id={optionId(id, index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onPointerMove={() => index !== active && onPoint(index)}
              onClick={() => onRun(command)}
              className="flex min-h-8.5 cursor-pointer items-center gap-3 rounded-sm px-2.5 aria-selected:bg-accent-weak aria-selected:text-accent max-md:min-h-11"
            >
              <span className="min-w-0 flex-1 truncate">{command.label}</span>
              {command.key && <Kbd>{command.key}</Kbd>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
