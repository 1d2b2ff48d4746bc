import type { Rollout } from "@fieldline/domain/rollout";
import { QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { expect, it } from "vitest";
import { fakeClient } from "../testing/fake-api.ts";
import { aRollout } from "../testing/rollout-fixture.ts";
import { mergeRollout } from "./merge-rollout.ts";

type Page = { items: Rollout[]; nextCursor: null };

function held(items: Rollout[], status?: "aborted") {
  const cache = new QueryClient();
  const api = createTRPCOptionsProxy({ client: fakeClient({}), queryClient: cache });
  const key = api.rollouts.list.queryKey(status ? { status } : undefined);
  cache.setQueryData<Page>(key, { items, nextCursor: null });
  return {
    merge: (rollout: Rollout) => mergeRollout(cache, api as never, rollout),
    ids: () => cache.getQueryData<Page>(key)?.items.map(({ id, version }) => `${id} ${version}`),
  };
}

it("renews a rollout where it stands, and not by an older state", () => {
  const list = held([aRollout({ id: "b", createdAt: 2 }), aRollout({ id: "a", createdAt: 1, version: 5 })]);
  list.merge(aRollout({ id: "a", createdAt: 1, version: 6 }));
  list.merge(aRollout({ id: "a", createdAt: 1, version: 4 }));
  expect(list.ids()).toEqual(["b 1", "a 6"]);
});

it("puts a new one on top, and leaves out what is older than what is held or of another status", () => {
  const list = held([aRollout({ id: "b", createdAt: 2 })]);
  list.merge(aRollout({ id: "c", createdAt: 3 }));
  list.merge(aRollout({ id: "a", createdAt: 1 }));
  expect(list.ids()).toEqual(["c 1", "b 1"]);
  const aborted = held([], "aborted");
  aborted.merge(aRollout({ id: "c" }));
  expect(aborted.ids()).toEqual([]);
});
