import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";
import type { MenuTrigger } from "./lazy-menu.tsx";

const ITEM =
  "flex min-h-8 cursor-pointer items-center gap-2.5 rounded-sm px-2.5 outline-none select-none data-disabled:cursor-default data-disabled:opacity-50 data-highlighted:bg-hover max-md:min-h-10";

interface MenuProps {
  trigger: MenuTrigger;
  align?: "start" | "end";
  children: ReactNode;
}

/** A menu under its button. It is loaded on demand, so it opens as soon as it is there. */
export function Menu({ trigger, align = "start", children }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={document.getElementById("main")}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-40 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-md border border-line bg-raised p-1 text-[14px] text-text shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuLine() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

interface MenuItemProps {
  icon?: IconName;
  tone?: "plain" | "danger";
  isDisabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, tone = "plain", isDisabled = false, onSelect, children }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      className={`${ITEM} ${tone === "danger" ? "text-bad" : ""}`}
      disabled={isDisabled}
      onSelect={onSelect}
    >
      {icon && <Icon name={icon} className="text-muted" />}
      {children}
    </DropdownMenu.Item>
  );
}

const Tick = () => (
  <DropdownMenu.ItemIndicator>
    <Icon name="check" className="text-accent" />
  </DropdownMenu.ItemIndicator>
);

interface MenuDownloadProps {
  href: string;
  children: ReactNode;
}

/** Loads a file from the server. */
export function MenuDownload({ href, children }: MenuDownloadProps) {
  return (
    <DropdownMenu.Item asChild>
      <a href={href} download className={`${ITEM} text-text no-underline`}>
        {children}
      </a>
    </DropdownMenu.Item>
  );
}

export function MenuRadioItem({ value, children }: { value: string; children: ReactNode }) {
  return (
    <DropdownMenu.RadioItem value={value} className={`${ITEM} justify-between`}>
      {children}
      <Tick />
    </DropdownMenu.RadioItem>
  );
}

interface MenuCheckItemProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** A choice among several; the menu stays open for the next one. */
export function MenuCheckItem({ checked, onChange, children }: MenuCheckItemProps) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={`${ITEM} justify-between`}
    >
      {children}
      <Tick />
    </DropdownMenu.CheckboxItem>
  );
}
