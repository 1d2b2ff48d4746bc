import type { ConfigKey } from "@fieldline/domain/config";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { buttonClass } from "../../components/button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { access } from "./sections/access.tsx";
import { health } from "./sections/health.tsx";
import { limits } from "./sections/limits.tsx";
import { cadencePresets, durationPresets } from "./sections/presets.tsx";
import { probePolicy } from "./sections/probe-policy.tsx";
import { retention } from "./sections/retention.tsx";
import { timeZone } from "./sections/time-zone.tsx";
import { SettingForm } from "./setting-form.tsx";
import { SettingsNav } from "./settings-nav.tsx";
import { SettingsSkeleton } from "./settings-skeleton.tsx";
import { UnsavedContext } from "./unsaved.ts";
import { UnsavedSettings } from "./unsaved-settings.tsx";
import { useSectionInView } from "./use-section-in-view.ts";

const ORDER: readonly ConfigKey[] = [
  "limits",
  "durationPresets",
  "cadencePresets",
  "retention",
  "health",
  "probePolicy",
  "access",
  "timeZone",
];

/** What an administrator can set, a form for each. */
export function SettingsPage() {
  const api = useTRPC();
  const { section } = useSearch({ from: "/settings" });
  const {
    data: config,
    error,
    refetch,
    isFetching,
  } = useQuery(api.config.get.queryOptions(undefined, { staleTime: 0 }));
  const [unsaved, setUnsaved] = useState<ReadonlySet<ConfigKey>>(new Set());
  const isThere = config !== undefined;
  const [inView, visit] = useSectionInView(ORDER, section, isThere);
  const report = useCallback((key: ConfigKey, isDirty: boolean) => {
    setUnsaved((old) => {
      if (old.has(key) === isDirty) return old;
      return new Set(ORDER.filter((each) => (each === key ? isDirty : old.has(each))));
    });
  }, []);
  useEffect(() => {
    if (isThere && section) visit(section);
  }, [isThere, section, visit]);

  return (
    <UnsavedContext value={report}>
      <PageHeader title="Settings">
        <Link to="/doctor" className={buttonClass()}>
          Doctor
        </Link>
      </PageHeader>
      <UnsavedSettings unsaved={unsaved} />
      <div className="mt-3.5 grid max-w-[1040px] items-start gap-x-6 gap-y-2 lg:grid-cols-[168px_minmax(0,1fr)]">
        <SettingsNav sections={ORDER} current={inView} unsaved={unsaved} onVisit={visit} />
        {config && (
          <div className="grid min-w-0 gap-3">
            <SettingForm section={limits} config={config} />
            <SettingForm section={durationPresets} config={config} />
            <SettingForm section={cadencePresets} config={config} />
            <SettingForm section={retention} config={config} />
            <SettingForm section={health} config={config} />
            <SettingForm section={probePolicy} config={config} />
            <SettingForm section={access} config={config} />
            <SettingForm section={timeZone} config={config} />
          </div>
        )}
        {!config && error && (
          <div className="rounded-md border border-line bg-surface">
            <ErrorState what="The settings" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
          </div>
        )}
        {!config && !error && <SettingsSkeleton />}
      </div>
    </UnsavedContext>
  );
}
