import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { Icon } from "../../components/icon.tsx";
import { MenuPanel } from "../../components/menu.tsx";

const CHIP =
  "inline-flex h-7 cursor-pointer items-center gap-1.5 border border-line-strong px-3 text-[13px] whitespace-nowrap text-muted hover:border-control hover:text-text max-md:h-9";
const ON = "border-accent bg-accent-weak text-accent hover:border-accent hover:text-accent";

interface ToggleChipProps {
  isOn: boolean;
  onToggle: () => void;
  children: ReactNode;
}

/** A filter that is on or off. */
export function ToggleChip({ isOn, onToggle, children }: ToggleChipProps) {
  return (
    <button type="button" aria-pressed={isOn} onClick={onToggle} className={`${CHIP} rounded-full ${isOn ? ON : ""}`}>
      {children}
    </button>
  );
}

interface MenuChipProps {
  name: string;
  /** What is chosen, in words; nothing when the filter is off. */
  value?: string | undefined;
  onClear?: () => void;
  children: ReactNode;
}

/** A filter whose choices open beneath it; what is chosen can be cleared beside it. */
export function MenuChip({ name, value, onClear, children }: MenuChipProps) {
  const clearable = value !== undefined && onClear !== undefined;
  return (
    <span className="inline-flex max-w-full">
      <DropdownMenu.Root>
        <DropdownMenu.Trigger
          className={`${CHIP} min-w-0 ${value === undefined ? "" : ON} ${clearable ? "rounded-l-full border-r-0 pr-1.5" : "rounded-full"}`}
        >
          <span className="truncate">{value === undefined ? name : `${name}: ${value}`}</span>
          {!clearable && <Icon name="chevron" size={11} />}
        </DropdownMenu.Trigger>
        <MenuPanel>{children}</MenuPanel>
      </DropdownMenu.Root>
      {clearable && (
        <button
          type="button"
          aria-label={`Clear ${name.toLowerCase()}`}
          onClick={onClear}
          className={`${CHIP} ${ON} rounded-r-full border-l-0 pr-2.5 pl-1.5`}
        >
          <Icon name="close" size={11} />
        </button>
      )}
    </span>
  );
}
