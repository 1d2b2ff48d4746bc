import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../components/button.tsx";
import { CalmSearch } from "../../components/calm-search.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { NoPeople } from "./no-people.tsx";
import { PeopleSkeleton } from "./people-skeleton.tsx";
import { PeopleTable } from "./people-table.tsx";
import type { Question } from "./person.ts";
import { PersonQuestion } from "./person-question.tsx";
import { usePeople } from "./use-people.ts";

const InviteDialog = lazy(() => import("./invite-dialog.tsx").then((it) => ({ default: it.InviteDialog })));

/** Who may sign in, and what each may do. */
export function PeoplePage() {
  const { q } = useSearch({ from: "/people" });
  const navigate = useNavigate();
  const { query, people } = usePeople(q);
  const [isInviting, setIsInviting] = useState(false);
  const [question, setQuestion] = useState<Question>();
  const search = (text: string) => void navigate({ to: "/people", search: text ? { q: text } : {}, replace: true });
  const close = () => {
    setIsInviting(false);
    setQuestion(undefined);
    focusAfterDialog(question && `[data-person="${question.person.id}"]`);
  };
  return (
    <>
      <PageHeader title="People">
        <Button tone="primary" onClick={() => setIsInviting(true)}>
          Invite
        </Button>
      </PageHeader>
      <div className="mt-3.5 mb-3 flex flex-wrap items-center gap-3">
        <CalmSearch
          label="Search people by name or e-mail"
          placeholder="Name or e-mail"
          text={q ?? ""}
          onSearch={search}
        />
        <p role="status" className="min-h-[1lh] text-muted max-sm:w-full">
          {query.isSuccess &&
            `${people.length}${query.hasNextPage ? "+" : ""} ${people.length === 1 ? "person" : "people"}`}
        </p>
      </div>
      <section
        aria-label="People"
        aria-busy={query.isFetching}
        className={`rounded-md border border-line bg-surface ${query.isPlaceholderData ? "opacity-60" : ""}`}
      >
        {query.isPending && <PeopleSkeleton />}
        {query.isLoadingError && (
          <ErrorState what="People" error={query.error} onRetry={() => query.refetch()} isRetrying={query.isFetching} />
        )}
        {query.isSuccess && people.length === 0 && <NoPeople search={q} onClear={() => search("")} />}
        {people.length > 0 && <PeopleTable people={people} onAsk={setQuestion} />}
        {query.hasNextPage && (
          <div className="flex justify-center border-t border-line p-2.5">
            <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
              {query.isFetchingNextPage ? "Reading…" : "Show more"}
            </Button>
          </div>
        )}
      </section>
      <Suspense>{isInviting && <InviteDialog onClose={close} />}</Suspense>
      {question && <PersonQuestion question={question} onClose={close} />}
    </>
  );
}
