import { createSignal } from "solid-js";

const [hasUpdate, setHasUpdate] = createSignal(false);
let waiting: ServiceWorker | null = null;

/** Whether a newer version of the page is loaded and waits to be shown. */
export { hasUpdate };

/** Keeps the page's shell on the phone, and notices newer versions without switching under the reader's hands. */
export function registerServiceWorker(): void {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/tech/sw.js", { scope: "/tech/" }).then(watch, () => {});
}

/** Switches to the newer version and reloads the page with it. */
export function showUpdate(): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting?.postMessage({ type: "SKIP_WAITING" });
}

function watch(registration: ServiceWorkerRegistration) {
  const offer = (worker: ServiceWorker | null) => {
    if (!worker || !navigator.serviceWorker.controller) return;
    waiting = worker;
    setHasUpdate(true);
  };
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => worker.state === "installed" && offer(worker));
  });
}
