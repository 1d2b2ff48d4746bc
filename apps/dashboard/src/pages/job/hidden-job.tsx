import { ClosedPage } from "../../shell/closed-page.tsx";

/** A job that is there and not for the reader; `why` is the server's word. */
export function HiddenJob({ why }: { why: string }) {
  return (
    <ClosedPage name="Not your job" title="This job is not open to you">
      {why}
    </ClosedPage>
  );
}
