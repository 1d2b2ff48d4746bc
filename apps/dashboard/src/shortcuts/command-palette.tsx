import { useNavigate } from "@tanstack/react-router";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, useId, useState } from "react";
import { Icon } from "../components/icon.tsx";
import { overlayClass } from "../components/modal.tsx";
import { useCan } from "../session/use-me.ts";
import { CommandList, optionId } from "./command-list.tsx";
import { type Command, matchingCommands, placeCommands } from "./palette-commands.ts";
import { listShortcuts } from "./shortcut-registry.ts";
import { useJobCommands } from "./use-job-commands.ts";

const PANEL =
  "fixed top-[max(16px,12dvh)] left-1/2 z-50 flex max-h-[76dvh] w-[min(600px,calc(100vw-24px))] -translate-x-1/2 flex-col overflow-hidden rounded-md border border-line bg-raised shadow-float";
/** What leads where this leads too, or moves from row to row. */
const LEFT_OUT = new Set(["/", "n", "j", "k"]);

/** Pages, what can be made, what the page offers and jobs by search, in one list that is narrowed by typing. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const can = useCan();
  const listId = useId();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const [onPage] = useState(() => listShortcuts().filter(({ key }) => key.length === 1 && !LEFT_OUT.has(key)));
  const go = (to: string) => void navigate({ href: to });
  const jobs = useJobCommands(typed, go);
  const fixed = [
    ...onPage.map(
      ({ key, label, run }): Command => ({
        id: `key ${key}`,
        label: key === "?" ? "Keyboard shortcuts" : label,
        group: "On this page",
        key,
        run,
      }),
    ),
    ...placeCommands({ can, go }),
  ];
  const commands = [...matchingCommands(fixed, typed), ...jobs];
  const active = Math.min(chosen, commands.length - 1);
  // What a page asks in a dialog of its own needs this one gone first.
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    setTimeout(command.run, 0);
  };
  const press = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === "Enter") run(commands[active]);
    else if (step === undefined || commands.length === 0) return;
    else setChosen((active + step + commands.length) % commands.length);
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlayClass} />
        <Dialog.Content className={PANEL} aria-describedby={undefined}>
          <Dialog.Title className="sr-only">Pages and commands</Dialog.Title>
          <div className="relative flex shrink-0 items-center border-b border-line">
            <Icon name="search" className="pointer-events-none absolute left-3.5 text-muted" />
            <input
              role="combobox"
              aria-expanded="true"
              aria-controls={listId}
              aria-activedescendant={commands.length > 0 ? optionId(listId, active) : undefined}
              aria-label="Find a page, a command or a job"
              placeholder="A page, a command or a job"
              autoComplete="off"
              maxLength={200}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setChosen(0);
              }}
              onKeyDown={press}
              className="h-12 w-full bg-transparent pr-3 pl-10 text-[15px] outline-none placeholder:text-muted max-md:text-[16px]"
            />
          </div>
          <CommandList id={listId} commands={commands} active={active} onPoint={setChosen} onRun={run} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
