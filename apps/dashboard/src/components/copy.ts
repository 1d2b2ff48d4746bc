import { notify } from "../toasts/notify.ts";

/** Puts a text on the clipboard and says so; a secret is not said again. */
export async function copyText(what: string, text: string, { isSecret = false } = {}): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ tone: "success", title: `${what} copied`, ...(!isSecret && { description: text }) });
  } catch {
    notify({
      tone: "error",
      title: `${what} could not be copied`,
      description: "The browser refused; select the text and copy it.",
    });
  }
}
