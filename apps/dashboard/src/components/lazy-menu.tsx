import {
  type ButtonHTMLAttributes,
  type ComponentType,
  cloneElement,
  createElement,
  type LazyExoticComponent,
  lazy,
  type ReactElement,
  Suspense,
  useState,
} from "react";

export type MenuTrigger = ReactElement<ButtonHTMLAttributes<HTMLButtonElement>>;

interface PanelProps {
  trigger: MenuTrigger;
}

export interface MenuSource<Props extends PanelProps> {
  load: () => Promise<ComponentType<Props>>;
  Panel: LazyExoticComponent<ComponentType<Props>>;
}

/** Where a menu comes from, to be given to `LazyMenu`. */
export function menuFrom<Props extends PanelProps>(load: () => Promise<ComponentType<Props>>): MenuSource<Props> {
  return { load, Panel: lazy(async () => ({ default: await load() })) };
}

interface LazyMenuProps<Props extends PanelProps> {
  source: MenuSource<Props>;
  trigger: MenuTrigger;
  panelProps: Omit<Props, "trigger">;
}

/** A menu's button whose menu is loaded when the reader reaches for it, so that no page waits for menus. */
export function LazyMenu<Props extends PanelProps>({ source, trigger, panelProps }: LazyMenuProps<Props>) {
  const [isWanted, setIsWanted] = useState(false);
  const loadSoon = () => void source.load().catch(() => undefined);
  const closed = cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: loadSoon,
    onFocus: loadSoon,
    onClick: () => setIsWanted(true),
  });
  if (!isWanted) return closed;
  return <Suspense fallback={closed}>{createElement(source.Panel, { ...panelProps, trigger } as Props)}</Suspense>;
}
