import type { AppRouter } from "@fieldline/api/router";
import { createFieldlineClient } from "@fieldline/client/client";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { StrictMode, useEffect, useState } from "react";
import { createQueryClient } from "./api/query-client.ts";
import { TRPCProvider } from "./api/trpc.ts";
import { createAppRouter } from "./router.tsx";
import { watchSession } from "./session/watch-session.ts";

function createParts() {
  const client = createFieldlineClient({ baseUrl: "" });
  const cache = createQueryClient();
  const context = { cache, api: createTRPCOptionsProxy<AppRouter>({ client, queryClient: cache }) };
  return { client, cache, context, router: createAppRouter(context) };
}

export function App() {
  const [{ client, cache, context, router }] = useState(createParts);
  useEffect(() => watchSession(context, router), [context, router]);
  return (
    <StrictMode>
      <QueryClientProvider client={cache}>
        <TRPCProvider trpcClient={client} queryClient={cache}>
          <RouterProvider router={router} />
        </TRPCProvider>
      </QueryClientProvider>
    </StrictMode>
  );
}
