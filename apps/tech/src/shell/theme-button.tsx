import { chooseTheme, readTheme, THEME_CHOICES } from "@fieldline/ui/theme";
import { createSignal } from "solid-js";
import { Icon } from "./icon.tsx";

const LOOKS = {
  system: { icon: "system", word: "as the system" },
  light: { icon: "sun", word: "light" },
  dark: { icon: "moon", word: "dark" },
} as const;

/** Goes through the themes: as the system, light, dark. */
export function ThemeButton() {
  const [choice, setChoice] = createSignal(readTheme());
  const next = () => THEME_CHOICES[(THEME_CHOICES.indexOf(choice()) + 1) % THEME_CHOICES.length] ?? "system";
  return (
    <button
      type="button"
      class="plain"
      aria-label={`Theme: ${LOOKS[choice()].word}. Change to ${LOOKS[next()].word}.`}
      onClick={() => {
        chooseTheme(next());
        setChoice(readTheme());
      }}
    >
      <Icon name={LOOKS[choice()].icon} />
    </button>
  );
}
