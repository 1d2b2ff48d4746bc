export interface Shortcut {
  key: string;
  label: string;
  run: () => void;
}

const registered: Shortcut[] = [];

/** Makes a key work until the returned function is called; the latest owner of a key wins. */
export function registerShortcut(shortcut: Shortcut): () => void {
  registered.push(shortcut);
  return () => {
    registered.splice(registered.indexOf(shortcut), 1);
  };
}

/** The shortcuts that work at this moment, one a key. */
export function listShortcuts(): Shortcut[] {
  return [...new Map(registered.map((shortcut) => [shortcut.key, shortcut])).values()];
}

const TYPING = "input, textarea, select, [contenteditable], [role=menu], [role=dialog], [role=alertdialog]";

/** Runs the shortcut of a key press, unless the reader is typing, in a menu or in a dialog. */
export function handleKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.closest(TYPING)) return;
  if (document.querySelector("[role=dialog], [role=alertdialog], [role=menu]")) return;
  const shortcut = registered.findLast(({ key }) => key === event.key);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run();
}
