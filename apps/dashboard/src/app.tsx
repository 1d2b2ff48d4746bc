import { createFieldlineClient } from "@fieldline/client/client";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode, useState } from "react";
import { createQueryClient } from "./api/query-client.ts";
import { TRPCProvider } from "./api/trpc.ts";
import { createAppRouter } from "./router.tsx";

export function App() {
  const [client] = useState(() => createFieldlineClient({ baseUrl: "" }));
  const [cache] = useState(createQueryClient);
  const [router] = useState(createAppRouter);
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
