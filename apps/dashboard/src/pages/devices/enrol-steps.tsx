import { formatExact } from "@fieldline/ui/time";
import { Button } from "../../components/button.tsx";
import { useNow } from "../../components/clock.ts";
import { copyText } from "../../components/copy.ts";
import { Moment } from "../../components/moment.tsx";
import { Notice } from "../../components/notice.tsx";
import { Arrival } from "./arrival.tsx";
import type { MadeEnrollment } from "./enrol-dialog.tsx";

interface EnrolStepsProps {
  made: MadeEnrollment;
  onAnother: () => void;
  onClose: () => void;
}

function Command({ what, text, isSecret = false }: { what: string; text: string; isSecret?: boolean }) {
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-bg p-2 pl-3">
      <code className="min-w-0 flex-1 self-center font-mono text-[13px] leading-normal wrap-anywhere">{text}</code>
      <Button aria-label={`Copy ${what}`} onClick={() => void copyText(what, text, { isSecret })}>
        Copy
      </Button>
    </div>
  );
}

function OfADevice({ token }: { token: string }) {
  return (
    <>
      <div className="grid gap-1.5">
        <p className="font-medium">1. Enrol the device</p>
        <Command
          what="Enrol command"
          isSecret
          text={`fieldline agent enroll --server ${location.origin} --token ${token}`}
        />
      </div>
      <div className="grid gap-1.5">
        <p className="font-medium">2. Let it take work</p>
        <Command what="Run command" text="fieldline agent run" />
      </div>
    </>
  );
}

function OfAProgram({ token }: { token: string }) {
  return (
    <div className="grid gap-1.5">
      <p className="font-medium">Start your program that has the agent library in it</p>
      <Command
        what="Start command"
        isSecret
        text={`FIELDLINE_SERVER=${location.origin} FIELDLINE_ENROLLMENT_TOKEN=${token} node agent.ts`}
      />
      <p className="text-[12.5px] text-muted">
        From then on it knows itself by its state folder. Handlers without a program of their own run by{" "}
        <code className="font-mono">fieldline agent run --handlers</code>.
      </p>
    </div>
  );
}

/** The token, once, in the commands that use it, and then the device that came by it. */
export function EnrolSteps({ made: { id, token, expiresAt, kind }, onAnother, onClose }: EnrolStepsProps) {
  const isOver = useNow() >= expiresAt;
  return (
    <div className="grid gap-4">
      <Notice tone="warn">
        <span className="text-[14px]">
          The token is shown this once and is good for one device. It ends{" "}
          <b title={formatExact(expiresAt)} className="font-semibold">
            <Moment at={expiresAt} />
          </b>
          .
        </span>
      </Notice>
      {kind === "agent" ? <OfAProgram token={token} /> : <OfADevice token={token} />}
      <Arrival enrollmentId={id} isOver={isOver} onClose={onClose} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onAnother}>Enrol another</Button>
        <Button tone="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
