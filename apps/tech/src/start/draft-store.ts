import { createStore } from "solid-js/store";
import { keepOwn, keptOwn } from "../session/own.ts";
import { type Draft, EMPTY_DRAFT, isDraft } from "./draft.ts";

const KEY = "draft";
const [draft, setDraft] = createStore<Draft>({ ...EMPTY_DRAFT, ...keptOwn(KEY, isDraft) });

/** What is typed on the start screen. It is kept through other screens, reloads and failed starts. */
export { draft };

export function changeDraft(change: Partial<Draft>): void {
  setDraft(change);
  keepOwn(KEY, { ...draft });
}
