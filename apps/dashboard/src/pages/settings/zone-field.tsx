import { type KeyboardEvent, useId, useMemo, useState } from "react";
import { useNow } from "../../components/clock.ts";
import { controlClass, Field } from "../../components/field.tsx";
import type { FieldsProps } from "./section.ts";
import { knownZones, matchingZones, timeIn } from "./zones.ts";

const MOST_SHOWN = 60;

/** A time zone, found by typing a part of its name. */
export function ZoneField({ draft, errors, onChange }: FieldsProps<string>) {
  const now = useNow();
  const listId = useId();
  const zones = useMemo(knownZones, []);
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const isOpen = typed !== undefined;
  const matches = useMemo(() => matchingZones(zones, typed ?? "").slice(0, MOST_SHOWN), [zones, typed]);
  const choose = (zone: string | undefined) => {
    if (zone) onChange(zone);
    setTyped(undefined);
  };
  const search = (text: string) => {
    setTyped(text);
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && isOpen) setTyped(undefined);
    else if (event.key === "Enter" && isOpen) choose(matches[active]);
    else if (event.key === "ArrowDown" && !isOpen) search("");
    else if (event.key === "ArrowDown") setActive(Math.min(active + 1, matches.length - 1));
    else if (event.key === "ArrowUp") setActive(Math.max(active - 1, 0));
    else return;
    event.preventDefault();
  };
  const there = timeIn(draft, now);
  return (
    <div className="relative max-w-80">
      <Field
        label="Time zone"
        error={errors[""]}
        hint={there ? `It is ${there} there now.` : "The browser does not know this zone."}
      >
        {(control) => (
          <input
            {...control}
            role="combobox"
            aria-expanded={isOpen}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={isOpen && matches[active] ? `${listId}-${active}` : undefined}
            value={typed ?? draft}
            placeholder={draft}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => search(event.target.value)}
            onClick={() => !isOpen && search("")}
            onBlur={() => setTyped(undefined)}
            onKeyDown={onKeyDown}
            className={controlClass}
          />
        )}
      </Field>
      {isOpen && (
        <div
          id={listId}
          role="listbox"
          aria-label="Time zones"
          className="absolute inset-x-0 top-[62px] z-10 max-h-64 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-float max-md:top-[70px]"
        >
          {matches.map((zone, index) => (
            <div
              key={zone}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              ref={index === active ? (option) => option?.scrollIntoView({ block: "nearest" }) : undefined}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(zone);
              }}
              className="flex min-h-8 cursor-pointer items-center justify-between gap-3 rounded-sm px-2.5 aria-selected:bg-hover max-md:min-h-10"
            >
              <span className="min-w-0 truncate">{zone.replaceAll("_", " ")}</span>
              <span className="shrink-0 text-[12.5px] text-muted">{timeIn(zone, now)?.split(", ")[1]}</span>
            </div>
          ))}
          {matches.length === 0 && <p className="px-2.5 py-1.5 text-muted">No zone has “{typed}” in its name.</p>}
        </div>
      )}
    </div>
  );
}
