export const THEME_CHOICES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

/** Where the choice is kept; a page's early script reads the same key before the first paint. */
export const THEME_STORAGE_KEY = "fieldline.theme";

/** The reader's stored choice; the system's where there is none or storage is closed to us. */
export function readTheme(): ThemeChoice {
  try {
    const stored = localStorage.getItem(THEME_STORAGE_KEY);
    return THEME_CHOICES.find((choice) => choice === stored) ?? "system";
  } catch {
    return "system";
  }
}

/** Shows a choice on the page: `data-theme` on the root, or none of it to follow the system. */
export function applyTheme(choice: ThemeChoice): void {
  const root = document.documentElement;
  if (choice === "system") delete root.dataset.theme;
  else root.dataset.theme = choice;
  const ground = getComputedStyle(root).getPropertyValue("--bg").trim();
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    if (ground) meta.content = ground;
  }
}

/** Keeps a choice for the next visit and shows it now. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    if (choice === "system") localStorage.removeItem(THEME_STORAGE_KEY);
    else localStorage.setItem(THEME_STORAGE_KEY, choice);
  } catch {
    // Storage is closed to us: the choice holds for this visit.
  }
  applyTheme(choice);
}

/** Calls back when the shown theme may have changed, by the system or by choice; returns how to stop. */
export function watchTheme(onChange: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = new MutationObserver(onChange);
  system.addEventListener("change", onChange);
  root.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    system.removeEventListener("change", onChange);
    root.disconnect();
  };
}
