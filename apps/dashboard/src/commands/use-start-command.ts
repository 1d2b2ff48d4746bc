import { errorOf } from "@fieldline/client/errors";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { notify } from "../toasts/notify.ts";

export interface CommandAsked {
  deviceId: string;
  deviceName: string;
  templateId?: string;
  variables?: Record<string, string>;
  document?: object;
  name?: string;
}

const VARIABLE = /^variables\./;

/** Starts a command on a device and opens its job. What is refused is told at its variable, or as a whole. */
export function useStartCommand(onStarted: () => void) {
  const api = useTRPC();
  const navigate = useNavigate();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string>();
  const create = useMutation(api.jobs.create.mutationOptions());
  const start = ({ deviceName, ...asked }: CommandAsked) => {
    if (create.isPending) return;
    setErrors({});
    setFailure(undefined);
    create.mutate(
      { kind: "command", ...asked, idempotencyKey: crypto.randomUUID() },
      {
        onSuccess: (job) => {
          notify({ tone: "success", title: `Started on ${deviceName}`, description: job.name });
          onStarted();
          void navigate({ to: "/jobs/$jobId", params: { jobId: job.id } });
        },
        onError: (error) => {
          const { message, issues } = errorOf(error);
          const atVariables = issues.filter(({ path }) => VARIABLE.test(path));
          setErrors(Object.fromEntries(atVariables.map((each) => [each.path.replace(VARIABLE, ""), each.message])));
          if (atVariables.length === 0) setFailure(issues.map((each) => each.message).join(" ") || message);
        },
      },
    );
  };
  return { start, errors, failure, isStarting: create.isPending };
}
