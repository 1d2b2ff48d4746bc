import type { Rollout, RolloutStatus } from "@fieldline/domain/rollout";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { useTRPC } from "../api/trpc.ts";

type Api = ReturnType<typeof useTRPC>;
type Page = { items: Rollout[]; nextCursor: string | null };

/** A rollout is renewed wherever it is shown; a new one goes to the top of the lists that it belongs to. */
export function mergeRollout(cache: QueryClient, api: Api, rollout: Rollout): void {
  const renewed = <Held extends Rollout>(held: Held): Held =>
    held.id === rollout.id && rollout.version >= held.version ? { ...held, ...rollout } : held;
  cache.setQueryData(api.rollouts.get.queryKey({ id: rollout.id }), (held) => held && renewed(held));
  const filter = { queryKey: api.rollouts.list.pathKey() };
  for (const [key, list] of cache.getQueriesData<Page | InfiniteData<Page>>(filter)) {
    if (!list) continue;
    const merge = (page: Page, isFirst: boolean): Page => {
      const items = page.items.map(renewed);
      return { ...page, items: isFirst && isNew(rollout, list, statusOf(key)) ? [rollout, ...items] : items };
    };
    cache.setQueryData(
      key,
      "pages" in list ? { ...list, pages: list.pages.map((page, at) => merge(page, at === 0)) } : merge(list, true),
    );
  }
}

/** Whether it is newer than all that a list holds, and of the status that the list asks for. */
function isNew(rollout: Rollout, list: Page | InfiniteData<Page>, status: RolloutStatus | undefined): boolean {
  const held = "pages" in list ? list.pages.flatMap(({ items }) => items) : list.items;
  if (status && status !== rollout.status) return false;
  return held.every(({ id, createdAt }) => id !== rollout.id && createdAt <= rollout.createdAt);
}

function statusOf(key: readonly unknown[]): RolloutStatus | undefined {
  const [, options] = key as [unknown, { input?: { status?: RolloutStatus } } | undefined];
  return options?.input?.status;
}
