import type { CommandJob } from "@fieldline/domain/job";
import { Link } from "@tanstack/react-router";
import { commandWords } from "../../components/command-words.ts";
import { Fact } from "./fact.tsx";

const LINK = "font-medium text-text underline decoration-line-strong underline-offset-2 hover:text-accent";

/** What runs, on which device, at which attempt, and as a part of what. */
export function CommandFacts({ job }: { job: CommandJob }) {
  const { spec, attempt, retry, rolloutId } = job;
  const most = Math.max(attempt, retry?.maxAttempts ?? 1);
  return (
    <>
      <Fact name="Runs">
        {spec.template ? (
          <Link to="/templates/$slug" params={{ slug: spec.template.slug }} className={LINK}>
            {commandWords(spec)}
          </Link>
        ) : (
          <b>{commandWords(spec)}</b>
        )}
      </Fact>
      <Fact name="on">
        <Link
          to="/devices/$deviceId"
          params={{ deviceId: spec.deviceId }}
          className={`${LINK} truncate font-mono text-[.93em]`}
        >
          {spec.deviceName}
        </Link>
      </Fact>
      {most > 1 && (
        <Fact name="Attempt">
          <b>
            {attempt} of {most}
          </b>
        </Fact>
      )}
      {rolloutId && (
        <Fact name="Part of">
          <Link to="/rollouts/$rolloutId" params={{ rolloutId }} className={LINK}>
            a rollout
          </Link>
        </Fact>
      )}
    </>
  );
}
