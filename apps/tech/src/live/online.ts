import { createSignal } from "solid-js";

const [isOnline, setIsOnline] = createSignal(navigator.onLine);
addEventListener("online", () => setIsOnline(true));
addEventListener("offline", () => setIsOnline(false));

/** Whether the phone believes that it has a network. */
export { isOnline };
