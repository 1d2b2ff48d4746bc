import { errorOf } from "@fieldline/client/errors";
import type { ProbeJob } from "@fieldline/domain/job";
import { formatExact } from "@fieldline/ui/time";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button, buttonClass } from "../../components/button.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { copyText } from "../../components/copy.ts";
import { controlClass } from "../../components/field.tsx";
import { Modal } from "../../components/modal.tsx";
import { ShareLinks } from "./share-links.tsx";

const DAY_MS = 86_400_000;
const VALIDITY = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
] as const;
type Days = (typeof VALIDITY)[number]["value"];

interface ShareDialogProps {
  job: ProbeJob;
  onClose: () => void;
}

/** Makes links to a job's report, and lists and ends those there are. */
export function ShareDialog({ job, onClose }: ShareDialogProps) {
  const api = useTRPC();
  const cache = useQueryClient();
  const [days, setDays] = useState<Days>("7");
  const [showsAccount, setShowsAccount] = useState(false);
  const [showsRequester, setShowsRequester] = useState(false);
  const share = useMutation(
    api.jobs.share.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries({ queryKey: api.jobs.shares.queryKey({ id: job.id }) });
        void cache.invalidateQueries({ queryKey: api.jobs.audit.pathKey() });
      },
    }),
  );
  const create = () => share.mutate({ id: job.id, expiresInMs: Number(days) * DAY_MS, showsAccount, showsRequester });
  const { accountNumber } = job.spec.target;
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title="Share the report"
      description="Whoever has the link reads this probe's verdict, figures and chart, without signing in. Nothing else."
    >
      {share.data ? (
        <MadeLink url={share.data.url} expiresAt={share.data.expiresAt} onAnother={share.reset} />
      ) : (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!share.isPending) create();
          }}
        >
          <ChoiceChips legend="Valid for" name="validity" value={days} options={VALIDITY} onChange={setDays} />
          <fieldset className="grid gap-1">
            <legend className="mb-1 font-medium">The report also shows</legend>
            {accountNumber && (
              <Check checked={showsAccount} onChange={setShowsAccount}>
                the account number, {accountNumber}
              </Check>
            )}
            <Check checked={showsRequester} onChange={setShowsRequester}>
              who ran it, {job.requesterName}
            </Check>
          </fieldset>
          {share.error && (
            <p role="alert" className="text-bad">
              {errorOf(share.error).message}
            </p>
          )}
          <Button type="submit" tone="primary" className="justify-self-end" aria-disabled={share.isPending}>
            {share.isPending ? "Creating…" : "Create the link"}
          </Button>
        </form>
      )}
      <ShareLinks jobId={job.id} />
    </Modal>
  );
}

interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

function Check({ checked, onChange, children }: CheckProps) {
  return (
    <label className="flex min-h-7 cursor-pointer items-center gap-2 wrap-anywhere max-md:min-h-10">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 accent-accent"
      />
      <span>{children}</span>
    </label>
  );
}

interface MadeLinkProps {
  url: string;
  expiresAt: number;
  onAnother: () => void;
}

/** The link that was just made; it is told this once. */
function MadeLink({ url, expiresAt, onAnother }: MadeLinkProps) {
  return (
    <div className="grid gap-2">
      <input
        readOnly
        ref={(input) => input?.select()}
        aria-label="Link to the report"
        value={url}
        onFocus={(event) => event.target.select()}
        className={`${controlClass} font-mono text-[13px]`}
      />
      <p className="text-[12.5px] text-muted">
        Valid until {formatExact(expiresAt)}. It is shown only now; a lost one is replaced by another.
      </p>
      <div className="mt-1 flex flex-wrap justify-end gap-2">
        <Button tone="quiet" className="mr-auto -ml-3" onClick={onAnother}>
          Another link
        </Button>
        <a href={url} target="_blank" rel="noopener noreferrer" className={`${buttonClass()} text-text`}>
          Open
        </a>
        <Button tone="primary" onClick={() => void copyText("Link", url, { isSecret: true })}>
          Copy
        </Button>
      </div>
    </div>
  );
}
