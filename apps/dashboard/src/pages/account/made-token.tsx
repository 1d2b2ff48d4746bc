import { Button } from "../../components/button.tsx";
import { copyText } from "../../components/copy.ts";
import { SecretOnce } from "../../components/secret-once.tsx";

/** A token that has just been made, with how to use it. */
export function MadeToken({ token, onDone }: { token: string; onDone: () => void }) {
  const example = `curl -H "Authorization: Bearer ${token}" ${window.location.origin}/trpc/jobs.list`;
  return (
    <>
      <SecretOnce what="The token" secret={token} />
      <p className="mt-4 mb-1 font-medium">For example, your jobs</p>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto rounded-md border border-line bg-bg p-2.5 font-mono text-[12px]"
      >
        {example}
      </pre>
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button onClick={() => void copyText("The example", example, { isSecret: true })}>Copy the example</Button>
        <Button tone="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </>
  );
}
