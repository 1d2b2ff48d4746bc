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

export interface Place {
  /** The route's path, as the dashboard names it. */
  path?: string;
  /** The address that is opened; the path unless told. */
  at?: string;
  validateSearch?: (raw: Record<string, unknown>) => object;
}

export interface RenderedPage {
  router: AnyRouter;
  cache: QueryClient;
  unmount: () => void;
}

/** Renders a part of the dashboard at its place, over the given answers; other addresses exist and are empty. */
export async function renderPage(page: ReactNode, answers: FakeAnswers, place: Place = {}): Promise<RenderedPage> {
  const { path = "/", at = path, validateSearch = (raw) => raw } = place;
  const root = createRootRoute({ component: Outlet });
  const here = createRoute({ getParentRoute: () => root, path, validateSearch, component: () => page });
  const elsewhere = createRoute({ getParentRoute: () => root, path: "$", component: () => null });
  const router = createRouter({
    routeTree: root.addChildren([here, elsewhere]),
    history: createMemoryHistory({ initialEntries: [at] }),
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
  return { router, cache, unmount };
}
