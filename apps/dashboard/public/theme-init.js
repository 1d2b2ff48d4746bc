// Runs before the first paint. The key is THEME_STORAGE_KEY of packages/ui.
try {
  const choice = localStorage.getItem("fieldline.theme");
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
} catch {
  // Storage is closed to us: the page follows the system.
}
