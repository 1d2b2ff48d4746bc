import type { ConfigKey } from "@fieldline/domain/config";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { type MouseEvent, useEffect, useRef } from "react";
import { SETTING_NAMES } from "../../audit/setting-names.ts";

interface SettingsNavProps {
  sections: readonly ConfigKey[];
  current: ConfigKey | undefined;
  unsaved: ReadonlySet<ConfigKey>;
  onVisit: (key: ConfigKey) => void;
}

/** What stays in sight of the section before, where the sections are a row. */
const BEFORE_CURRENT_PX = 48;

/** The sections of the settings, each a place in the address; what is not saved is marked. */
export function SettingsNav({ sections, current, unsaved, onVisit }: SettingsNavProps) {
  const router = useRouter();
  const navigate = useNavigate();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = nav.current?.querySelector<HTMLElement>(`[data-section="${current}"]`);
    if (nav.current && link) nav.current.scrollLeft = link.offsetLeft - BEFORE_CURRENT_PX;
  }, [current]);
  const go = (event: MouseEvent, key: ConfigKey) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void navigate({ to: "/settings", search: { section: key }, replace: true, resetScroll: false });
    onVisit(key);
  };
  return (
    <nav
      ref={nav}
      aria-label="Sections"
      className="z-10 -mx-1 flex gap-1 bg-bg max-lg:sticky max-lg:top-13 max-lg:overflow-x-auto max-lg:py-2 lg:sticky lg:top-18 lg:flex-col"
    >
      {sections.map((key) => (
        <a
          key={key}
          href={router.buildLocation({ to: "/settings", search: { section: key } }).href}
          data-section={key}
          onClick={(event) => go(event, key)}
          aria-current={key === current ? "location" : undefined}
          className="flex items-center gap-2 rounded-md px-2.5 py-1.5 whitespace-nowrap text-muted no-underline hover:bg-hover hover:text-text aria-[current=location]:bg-accent-weak aria-[current=location]:font-semibold aria-[current=location]:text-accent max-md:py-2"
        >
          {SETTING_NAMES[key]}
          {unsaved.has(key) && (
            <span className="ml-auto size-2 rounded-full bg-warn">
              <span className="sr-only">not saved</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}
