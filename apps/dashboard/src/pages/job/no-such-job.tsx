import { NewProbeLink } from "../../session/new-probe-link.tsx";
import { ClosedPage } from "../../shell/closed-page.tsx";

export function NoSuchJob() {
  return (
    <ClosedPage name="No such job" title="There is no such job" also={<NewProbeLink tone="plain" />}>
      It may have been deleted, or the address may be mistyped. A deleted job leaves only its audit entries.
    </ClosedPage>
  );
}
