import { applyTheme, readTheme } from "@fieldline/ui/theme";
import { QueryClientProvider } from "@tanstack/solid-query";
import { render } from "solid-js/web";
import { App } from "./app.tsx";
import { queryClient } from "./query-client.ts";
import { registerServiceWorker } from "./shell/service-worker.ts";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no root element.");
applyTheme(readTheme());
root.replaceChildren();
render(
  () => (
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  ),
  root,
);
if (import.meta.env.PROD) registerServiceWorker();
