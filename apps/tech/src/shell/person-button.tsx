import { createSignal, lazy, Show, Suspense } from "solid-js";
import { me } from "../session/person.ts";

const PersonDialog = lazy(() => import("./person-dialog.tsx").then((module) => ({ default: module.PersonDialog })));

/** Who is signed in, by initials; a tap shows the rest and the way out. */
export function PersonButton() {
  const [isOpen, setIsOpen] = createSignal(false);
  return (
    <Show when={me()}>
      {(person) => (
        <>
          <button
            type="button"
            class="plain"
            aria-haspopup="dialog"
            aria-label={`${initialsOf(person().name)}, signed in as ${person().name}`}
            onClick={() => setIsOpen(true)}
          >
            <span class="initials" aria-hidden="true">
              {initialsOf(person().name)}
            </span>
          </button>
          <Show when={isOpen()}>
            <Suspense>
              <PersonDialog person={person()} onClose={() => setIsOpen(false)} />
            </Suspense>
          </Show>
        </>
      )}
    </Show>
  );
}

function initialsOf(name: string) {
  const words = name.split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0]?.toUpperCase()).join("") || "?";
}
