import type { Queue } from "@fieldline/domain/queue";
import { QueryClient } from "@tanstack/react-query";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { expect, it } from "vitest";
import { fakeClient } from "../testing/fake-api.ts";
import { aQueue } from "../testing/queue-fixture.ts";
import { mergeFrame } from "./merge-frame.ts";

function held(queues?: Queue[]) {
  const cache = new QueryClient();
  const api = createTRPCOptionsProxy({ client: fakeClient({}), queryClient: cache });
  const key = api.queues.list.queryKey();
  if (queues) cache.setQueryData<Queue[]>(key, queues);
  return {
    arrive: (queue: Queue) => mergeFrame(cache, api as never, { type: "queue", queue }),
    shown: () => cache.getQueryData<Queue[]>(key)?.map(({ name, waiting }) => `${name} ${waiting}`),
  };
}

it("renews a queue where it stands", () => {
  const list = held([aQueue({ name: "batch" }), aQueue({ name: "high" })]);
  list.arrive(aQueue({ name: "batch", waiting: 7 }));
  expect(list.shown()).toEqual(["batch 7", "high 0"]);
});

it("puts a new one where its name belongs", () => {
  const list = held([aQueue({ name: "batch" }), aQueue({ name: "standard" })]);
  list.arrive(aQueue({ name: "high", waiting: 1 }));
  expect(list.shown()).toEqual(["batch 0", "high 1", "standard 0"]);
});

it("makes no list where none was asked for", () => {
  const list = held();
  list.arrive(aQueue());
  expect(list.shown()).toBeUndefined();
});
