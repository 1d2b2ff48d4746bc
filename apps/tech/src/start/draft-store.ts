import { createStore } from "solid-js/store";
import { keep, kept } from "../kept.ts";
import { type Draft, EMPTY_DRAFT, isDraft } from "./draft.ts";

const KEY = "draft";
const [draft, setDraft] = createStore<Draft>({ ...EMPTY_DRAFT, ...kept(KEY, isDraft) });

/** What is typed on the start screen. It is kept through other screens, reloads and failed starts. */
export { draft };

export function changeDraft(change: Partial<Draft>): void {
  setDraft(change);
  keep(KEY, { ...draft });
}
