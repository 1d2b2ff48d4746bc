import type { RolloutDetail } from "@fieldline/domain/rollout";
import { Link } from "@tanstack/react-router";
import { Moment } from "../../components/moment.tsx";
import { Chip } from "../../components/status-chip.tsx";
import { useMe } from "../../session/use-me.ts";
import { Fact } from "../job/fact.tsx";
import { RolloutButtons } from "./rollout-buttons.tsx";
import { rolloutLook } from "./rollout-looks.ts";
import { rateWords, targetsWords } from "./rollout-words.ts";

/** What is rolled out, where, by whom, by which rules; and what can be done about it. */
export function RolloutHeader({ rollout }: { rollout: RolloutDetail }) {
  const { name, status, templateSlug, templateVersion, targets, mode, rate, notes, createdAt, endedAt } = rollout;
  const me = useMe();
  const variables = Object.entries(rollout.variables);
  return (
    <div>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex min-h-8 min-w-0 flex-[1_1_420px] flex-wrap items-center gap-x-3 gap-y-1.5 max-sm:basis-full">
          <h1 className="text-[20px] leading-tight font-[650] tracking-[-.01em] wrap-anywhere">{name}</h1>
          <Chip look={rolloutLook(status)} />
        </div>
        <RolloutButtons rollout={rollout} />
      </div>
      <div className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-muted [&_b]:font-medium [&_b]:text-text">
        <Fact name="Runs">
          <Link
            to="/templates/$slug"
            params={{ slug: templateSlug }}
            className="font-medium text-text underline decoration-line-strong underline-offset-2 hover:text-accent"
          >
            {templateSlug} v{templateVersion}
          </Link>
        </Fact>
        <span>
          on <b>{targetsWords(targets)}</b>
          {mode === "continuous" && ", and on each that joins"}
        </span>
        <span>
          {rate && "at a pace of "}
          <b>{rateWords(rate)}</b>
        </span>
        <span>
          by <b>{me?.id === rollout.requesterId ? "you" : rollout.requesterName}</b>, <Moment at={createdAt} />
          {endedAt !== null && (
            <>
              , ended <Moment at={endedAt} />
            </>
          )}
        </span>
      </div>
      {variables.length > 0 && (
        <dl className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-[13px]">
          {variables.map(([variable, value]) => (
            <div key={variable} className="flex min-w-0 gap-1.5">
              <dt className="text-muted">{variable}</dt>
              <dd className="min-w-0 font-mono text-[.96em] wrap-anywhere">{value || "(empty)"}</dd>
            </div>
          ))}
        </dl>
      )}
      {notes && <p className="mt-2 max-w-prose whitespace-pre-line wrap-anywhere">{notes}</p>}
    </div>
  );
}
