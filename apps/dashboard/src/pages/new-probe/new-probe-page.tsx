import { skipToken, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { CardSkeleton } from "../../components/card-skeleton.tsx";
import { draftKey } from "../../session/drafts.ts";
import { useMe } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { draftOfJob, draftOn, EMPTY_DRAFT } from "./probe-draft.ts";
import { ProbeForm } from "./probe-form.tsx";
import { ProbeOfTemplatePage } from "./probe-of-template-page.tsx";
import { storedDraft } from "./use-draft.ts";

/** Starts a probe: a new one, one of a template, or one like another job's. */
export function NewProbePage() {
  const { from, device: deviceId, template: slug, values } = useSearch({ from: "/jobs/new" });
  if (slug && !from) return <ProbeOfTemplatePage key={slug} slug={slug} values={values} />;
  return <PlainProbePage from={from} deviceId={deviceId} />;
}

interface PlainProbeProps {
  from: string | undefined;
  deviceId: string | undefined;
}

function PlainProbePage({ from, deviceId }: PlainProbeProps) {
  const api = useTRPC();
  const { data: job, isError } = useQuery(api.jobs.get.queryOptions(from ? { id: from } : skipToken));
  const { data: device, isError: isNoDevice } = useQuery(
    api.devices.get.queryOptions(deviceId && !from ? { id: deviceId } : skipToken),
  );
  const me = useMe();
  const origin = from ?? deviceId;
  const key = me && draftKey(me.id, origin ? `new-probe.${origin}` : "new-probe");
  const isReady = key && (!origin || job || device || isError || isNoDevice || storedDraft(key));
  const start = job?.kind === "probe" ? draftOfJob(job) : device ? draftOn(device) : EMPTY_DRAFT;
  return (
    <>
      <PageHeader title={from ? "Run again" : "New probe"} />
      {isError && (
        <p role="status" className="mt-2 text-muted">
          The job to run again could not be read; the form starts empty.
        </p>
      )}
      {isReady ? (
        <ProbeForm key={key} draftKey={key} start={start} />
      ) : (
        <div role="status" aria-label="Loading what the form starts from" className="mt-4 grid max-w-[1040px] gap-3">
          <CardSkeleton className="h-48" />
          <CardSkeleton className="h-28" />
        </div>
      )}
    </>
  );
}
