import type { ConfigKey } from "@fieldline/domain/config";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { ChangeList } from "../../audit/change-list.tsx";
import { SETTING_NAMES } from "../../audit/setting-names.ts";
import { settingChanges } from "../../audit/setting-words.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { Icon } from "../../components/icon.tsx";
import { Moment } from "../../components/moment.tsx";
import { Skeleton } from "../../components/skeleton.tsx";

const SHOWN = 20;

/** Who changed a setting, when, and from what to what; read when it is opened. */
export function SettingHistory({ settingKey }: { settingKey: ConfigKey }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className="group border-t border-line" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary
        aria-label={`History of ${SETTING_NAMES[settingKey]}`}
        className="flex min-h-10 cursor-pointer items-center gap-2 px-3.5 text-muted -outline-offset-2 hover:text-text"
      >
        <Icon name="chevron" size={13} className="-rotate-90 group-open:rotate-0" />
        History
      </summary>
      {isOpen && <Entries settingKey={settingKey} />}
    </details>
  );
}

function Entries({ settingKey }: { settingKey: ConfigKey }) {
  const api = useTRPC();
  const { data, error, refetch, isFetching } = useQuery(
    api.audit.list.queryOptions({ entityType: "config", entityId: settingKey, limit: SHOWN }),
  );
  if (error && !data)
    return <ErrorState what="The history" error={error} onRetry={() => refetch()} isRetrying={isFetching} />;
  if (!data)
    return (
      <div role="status" aria-label="Loading the history" className="grid gap-3 px-3.5 pb-4">
        <Skeleton className="w-1/2" />
        <Skeleton className="w-2/5" />
      </div>
    );
  return (
    <div className="px-3.5 pb-3">
      <ol aria-label={`Changes of ${SETTING_NAMES[settingKey]}`}>
        {data.items.map(({ id, at, actor, before, after }) => (
          <li key={id} className="border-t border-line py-2 first:border-0 first:pt-0">
            <p>
              <b className="font-semibold">{actor.name}</b> <Moment at={at} className="text-muted" />
            </p>
            <ChangeList changes={settingChanges(settingKey, before, after)} />
          </li>
        ))}
        {data.items.length === 0 && <li className="text-muted">Nobody has changed this yet.</li>}
      </ol>
      {data.nextCursor !== null && (
        <Link to="/audit" search={{ type: "config", entity: settingKey }} className="text-accent">
          Earlier changes are in the audit
        </Link>
      )}
    </div>
  );
}
