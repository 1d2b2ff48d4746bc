import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";

/** A search that finds nobody; without one there is always the reader. */
export function NoPeople({ search, onClear }: { search: string | undefined; onClear: () => void }) {
  return (
    <EmptyState title="Nobody matches" action={<Button onClick={onClear}>Clear the search</Button>}>
      Nobody has “{search}” in their name or e-mail.
    </EmptyState>
  );
}
