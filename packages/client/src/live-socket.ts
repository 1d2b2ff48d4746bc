import ReconnectingWebSocket from "partysocket/ws";
import { createHeartbeat } from "./heartbeat.ts";
import { interruptibleWait } from "./interruptible-wait.ts";
import { LIVE_TIMING, type LiveTiming, retryDelayMs } from "./live-timing.ts";
import { watchPage } from "./page-events.ts";

export interface LiveSocketOptions {
  /** Asked anew for each attempt. */
  url(): string;
  /** The connection is open and the server answers on it. */
  onUp(): void;
  onText(text: string): void;
  /** The connection is gone, or an attempt failed; `failures` counts the attempts since one last succeeded. */
  onDown(failures: number): void;
  timing?: Partial<LiveTiming> | undefined;
  /** An implementation other than the global one. */
  webSocket?: typeof WebSocket | undefined;
}

export interface LiveSocket {
  close(): void;
}

/** A socket that heals: it retries with jitter, notices a connection that died silently, and wakes with page and network. */
export function openLiveSocket(options: LiveSocketOptions): LiveSocket {
  const timing = { ...LIVE_TIMING, ...options.timing };
  const retry = interruptibleWait();
  let isUp = false;
  let isDown = false;
  let isClosed = false;
  let isHurried = false;
  let failures = 0;

  // partysocket cannot cut its own delay short, so the delay is part of giving the address.
  async function nextUrl(): Promise<string> {
    if (!isHurried) await retry.wait(retryDelayMs(socket.retryCount, timing));
    isHurried = false;
    isDown = false;
    return options.url();
  }

  const socket = new ReconnectingWebSocket(nextUrl, undefined, {
    minReconnectionDelay: 0,
    maxReconnectionDelay: 0,
    connectionTimeout: timing.openMs,
    maxEnqueuedMessages: 0,
    WebSocket: options.webSocket,
  });

  const heartbeat = createHeartbeat({
    beat: () => socket.send("ping"),
    onSilence: () => socket.reconnect(),
    everyMs: timing.heartbeatMs,
    answerMs: timing.answerMs,
  });

  function hurry() {
    isHurried = true;
    retry.interrupt();
  }

  function renew() {
    hurry();
    if (socket.readyState === socket.OPEN || socket.readyState === socket.CONNECTING) socket.reconnect();
  }

  function check() {
    if (socket.readyState === socket.OPEN) heartbeat.check(timing.doubtMs);
    else hurry();
  }

  function down() {
    if (isClosed || isDown) return;
    isDown = true;
    heartbeat.stop();
    failures = isUp ? 0 : failures + 1;
    isUp = false;
    options.onDown(failures);
  }

  socket.onopen = () => heartbeat.start();
  socket.onclose = down;
  socket.onerror = down;
  socket.onmessage = ({ data }) => {
    heartbeat.heard();
    if (!isUp) {
      isUp = true;
      failures = 0;
      options.onUp();
    }
    if (!isClosed && typeof data === "string" && data !== "pong") options.onText(data);
  };
  const stopWatchingPage = watchPage({ onOnline: renew, onOffline: check, onVisible: check });

  return {
    close() {
      isClosed = true;
      stopWatchingPage();
      heartbeat.stop();
      retry.interrupt();
      socket.close();
    },
  };
}
