import { Icon } from "../../components/icon.tsx";
import { LazyMenu, menuFrom } from "../../components/lazy-menu.tsx";
import type { Choice } from "./choices.ts";

const CHIP = "inline-flex h-7 cursor-pointer items-center gap-1.5 border text-[13px] whitespace-nowrap max-md:h-9";
const OFF = "border-line-strong text-muted hover:border-control hover:text-text";
const ON = "border-accent bg-accent-weak text-accent";
const panel = menuFrom(() => import("./choice-panel.tsx").then(({ ChoicePanel }) => ChoicePanel));

interface ToggleChipProps {
  isOn: boolean;
  onToggle: () => void;
  children: string;
}

/** A filter that is on or off. */
export function ToggleChip({ isOn, onToggle, children }: ToggleChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onToggle}
      className={`${CHIP} rounded-full px-3 ${isOn ? ON : OFF}`}
    >
      {children}
    </button>
  );
}

interface MenuChipProps {
  name: string;
  choices: readonly Choice[];
  /** What it is called when nothing is chosen. */
  none?: string;
  /** The values that hold; none when the filter is off. */
  chosen: readonly string[];
  /** Whether several may hold at once. */
  isMany?: boolean;
  /** Whether the choices are proper names, which keep their capitals. */
  hasNames?: boolean;
  onChange: (chosen: string[]) => void;
}

/** A filter whose choices open beneath it; what is chosen can be cleared beside it. */
export function MenuChip({
  name,
  choices,
  chosen,
  none = "Any",
  isMany = false,
  hasNames = false,
  onChange,
}: MenuChipProps) {
  const isOn = chosen.length > 0;
  const words = choices
    .filter(({ value }) => chosen.includes(value))
    .map(({ short, label }) => short ?? label)
    .join(", ");
  return (
    <span className="inline-flex max-w-full">
      <LazyMenu
        source={panel}
        panelProps={{ choices, chosen, isMany, none, onChange }}
        trigger={
          <button
            type="button"
            className={`${CHIP} min-w-0 pl-3 ${isOn ? `${ON} rounded-l-full border-r-0 pr-1.5` : `${OFF} rounded-full pr-3`}`}
          >
            <span className="truncate">{isOn ? `${name}: ${hasNames ? words : words.toLowerCase()}` : name}</span>
            {!isOn && <Icon name="chevron" size={11} />}
          </button>
        }
      />
      {isOn && (
        <button
          type="button"
          aria-label={`Clear ${name.toLowerCase()}`}
          onClick={() => onChange([])}
          className={`${CHIP} ${ON} rounded-r-full border-l-0 pr-2.5 pl-1.5`}
        >
          <Icon name="close" size={11} />
        </button>
      )}
    </span>
  );
}
