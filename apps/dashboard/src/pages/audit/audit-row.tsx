import { useId, useState } from "react";
import { actionWords } from "../../audit/action-words.ts";
import type { AuditEntry } from "../../audit/audit-entry.ts";
import { CopyText } from "../../components/copy-text.tsx";
import { Icon } from "../../components/icon.tsx";
import { Moment } from "../../components/moment.tsx";
import { AuditDetails } from "./audit-details.tsx";
import type { AuditSearch } from "./audit-search.ts";
import { EntityName } from "./entity-name.tsx";

interface AuditRowProps {
  entry: AuditEntry;
  names: ReadonlyMap<string, string>;
  onNarrow: (part: AuditSearch) => void;
}

/** One entry: when, who, what, from where; what it changed opens beneath it. */
export function AuditRow({ entry, names, onNarrow }: AuditRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const detailsId = useId();
  const { at, actor, action, reason, address, requestId } = entry;
  return (
    <>
      <tr className="relative border-t border-line hover:bg-hover [&>td]:py-2 [&>td]:align-top max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto_36px] max-md:gap-x-3 max-md:py-2 max-md:pl-3 max-md:[&>td]:py-0">
        <td className="w-28 pl-3.5 whitespace-nowrap text-muted max-md:col-start-2 max-md:row-start-1 max-md:w-auto max-md:pl-0">
          <Moment at={at} />
        </td>
        <td className="w-48 max-w-48 pr-3 max-md:col-start-1 max-md:row-start-1 max-md:w-auto max-md:max-w-none max-md:pr-0">
          <span className="block truncate font-[550]" title={`${actor.name}, ${actor.kind}`}>
            {actor.name}
            {actor.kind !== "user" && actor.kind !== actor.name.toLowerCase() && (
              <span className="font-normal text-muted"> {actor.kind}</span>
            )}
          </span>
        </td>
        <td className="pr-3 wrap-anywhere max-md:col-span-2 max-md:col-start-1 max-md:pr-0">
          {actionWords(action)} <EntityName entry={entry} names={names} />
          {reason && <span className="text-muted"> “{reason}”</span>}
        </td>
        <td className="w-40 max-w-40 pr-3 max-lg:hidden">
          {address && (
            <span className="relative z-[1]">
              <CopyText what="Address" text={address} />
            </span>
          )}
        </td>
        <td className="w-28 max-w-28 pr-3 max-xl:hidden">
          {requestId && (
            <span className="relative z-[1] block">
              <CopyText what="Request id" text={requestId} />
            </span>
          )}
        </td>
        <td className="w-11 max-md:col-start-3 max-md:row-start-1 max-md:w-auto">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            aria-label={`Details: ${actor.name} ${actionWords(action)}`}
            onClick={() => setIsOpen(!isOpen)}
            className="-my-1 grid size-7 cursor-pointer place-items-center rounded-md text-muted after:absolute after:inset-0 after:content-[''] max-md:size-8"
          >
            <Icon name="chevron" size={13} className={isOpen ? "rotate-180" : ""} />
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr id={detailsId} className="max-md:block">
          <td colSpan={6} className="px-3.5 pt-1 pb-4 max-md:block">
            <AuditDetails entry={entry} onNarrow={onNarrow} />
          </td>
        </tr>
      )}
    </>
  );
}
