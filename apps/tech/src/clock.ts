import { createSignal } from "solid-js";

const [now, setNow] = createSignal(Date.now());
setInterval(() => setNow(Date.now()), 1_000);
document.addEventListener("visibilitychange", () => setNow(Date.now()));

/** The present time in epoch ms, once a second. */
export { now };
