import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  type AnyRouter,
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { act, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { TRPCProvider } from "../api/trpc.ts";
import { parseSearchParams, stringifySearchParams } from "../search-params.ts";
import { type FakeAnswers, fakeClient } from "./fake-api.ts";

export interface RenderedPage {
  router: AnyRouter;
  unmount: () => void;
}

/** Renders a part of the dashboard at "/", over the given answers; other addresses exist and are empty. */
export async function renderPage(page: ReactNode, answers: FakeAnswers): Promise<RenderedPage> {
  const root = createRootRoute({ component: Outlet });
  const here = createRoute({ getParentRoute: () => root, path: "/", component: () => page });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "$", component: () => null });
  const router = createRouter({
    routeTree: root.addChildren([here, elsewhere]),
    history: createMemoryHistory({ initialEntries: ["/"] }),
    parseSearch: parseSearchParams,
    stringifySearch: stringifySearchParams,
  });
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const { unmount } = render(
    <QueryClientProvider client={cache}>
      <TRPCProvider trpcClient={fakeClient(answers)} queryClient={cache}>
        <RouterProvider router={router as never} />
      </TRPCProvider>
    </QueryClientProvider>,
  );
  await act(() => router.load());
  return { router, unmount };
}
