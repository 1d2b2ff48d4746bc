import type { DeviceGroup } from "@fieldline/domain/device";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { useCan } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { DeleteGroupDialog } from "./delete-group-dialog.tsx";
import { DevicesSkeleton } from "./devices-skeleton.tsx";
import { DevicesTabs } from "./devices-tabs.tsx";
import { GroupDialog } from "./group-dialog.tsx";
import { GroupLine } from "./group-line.tsx";
import { useGroups } from "./use-groups.ts";

type Question = { about: "new" } | { about: "change" | "delete"; group: DeviceGroup };

/** The device groups: those picked by hand, and those that find their devices by attributes. */
export function GroupsPage() {
  const can = useCan();
  const { query, groups } = useGroups();
  const [question, setQuestion] = useState<Question>();
  const close = () => {
    setQuestion(undefined);
    focusAfterDialog();
  };
  const newGroup = can("devices.groups.create") && (
    <Button tone="primary" onClick={() => setQuestion({ about: "new" })}>
      New group
    </Button>
  );
  return (
    <>
      <PageHeader title="Devices">{newGroup}</PageHeader>
      <DevicesTabs />
      <section aria-label="Groups" className="mt-3.5 rounded-md border border-line bg-surface">
        {query.isPending && <DevicesSkeleton what="groups" />}
        {query.isLoadingError && (
          <ErrorState what="Groups" error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
        )}
        {query.isSuccess && groups.length === 0 && (
          <EmptyState title="No groups yet" action={newGroup}>
            A group is what a template is rolled out to: devices picked by hand, or all that have an attribute in
            common, such as a site.
          </EmptyState>
        )}
        <ul>
          {groups.map((group) => (
            <GroupLine
              key={group.id}
              group={group}
              onChange={() => setQuestion({ about: "change", group })}
              onDelete={() => setQuestion({ about: "delete", group })}
            />
          ))}
        </ul>
      </section>
      {question?.about === "new" && <GroupDialog onClose={close} />}
      {question?.about === "change" && <GroupDialog group={question.group} onClose={close} />}
      {question?.about === "delete" && <DeleteGroupDialog group={question.group} onClose={close} />}
    </>
  );
}
