import { DurableObject } from "cloudflare:workers";

interface Env {
  TICKERS: DurableObjectNamespace<Ticker>;
  BROADCASTERS: DurableObjectNamespace<Broadcaster>;
  POLLED: DurableObjectNamespace<Polled>;
  RECORDERS: DurableObjectNamespace<Recorder>;
  DB: D1Database;
}

const CADENCE_MS = 1_000;
const SILENCE_MS = 65_000;

/** As little as an object can do a second and keep: one alarm, one insert. */
export class Ticker extends DurableObject {
  #originMs = 0;

  async start(originMs: number): Promise<void> {
    this.ctx.storage.sql.exec("CREATE TABLE origin (at INTEGER)");
    this.ctx.storage.sql.exec("CREATE TABLE ticks (tick INTEGER PRIMARY KEY, at INTEGER NOT NULL)");
    this.ctx.storage.sql.exec("INSERT INTO origin VALUES (?)", originMs);
    this.#originMs = originMs;
    await this.ctx.storage.setAlarm(originMs);
  }

  override async alarm(): Promise<void> {
    this.#originMs ||= this.ctx.storage.sql.exec<{ at: number }>("SELECT at FROM origin").one().at;
    const now = Date.now();
    const tick = Math.floor((now - this.#originMs) / CADENCE_MS);
    this.ctx.storage.sql.exec("INSERT OR IGNORE INTO ticks VALUES (?, ?)", tick, now);
    this.ctx.storage.setAlarm(this.#originMs + (tick + 1) * CADENCE_MS);
  }
}

/** As little as an object can do to tell its watchers something a second. */
export class Broadcaster extends DurableObject {
  override async alarm(): Promise<void> {
    const now = Date.now();
    const text = JSON.stringify({ at: now });
    for (const socket of this.ctx.getWebSockets()) socket.send(text);
    this.ctx.storage.setAlarm(now + CADENCE_MS);
  }

  tell(text: string): void {
    for (const socket of this.ctx.getWebSockets()) socket.send(text);
  }

  override async fetch(): Promise<Response> {
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + CADENCE_MS);
    return new Response(null, { status: 101, webSocket: client });
  }
}

/** As little as an object can do to notice that somebody asked: one alarm. */
export class Polled extends DurableObject {
  async poll(): Promise<void> {
    await this.ctx.storage.setAlarm(Date.now() + SILENCE_MS);
  }

  override alarm(): void {}
}

/** As little as an object can do to keep something: one insert. */
export class Recorder extends DurableObject {
  record(text: string): void {
    this.ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS records (text TEXT NOT NULL)");
    this.ctx.storage.sql.exec("INSERT INTO records VALUES (?)", text);
  }
}

export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const name = searchParams.get("name") ?? "";
    switch (pathname) {
      case "/start":
        await env.TICKERS.getByName(name).start(Number(searchParams.get("originMs")));
        return new Response("started");
      case "/watch":
        return env.BROADCASTERS.getByName(name).fetch(request);
      case "/tell":
        await env.BROADCASTERS.getByName(name).tell(await request.text());
        return new Response("told");
      case "/poll":
        await env.POLLED.getByName(name).poll();
        return new Response("polled");
      case "/record":
        await env.RECORDERS.getByName(name).record(await request.text());
        return new Response("recorded");
      case "/create":
        await env.DB.exec("CREATE TABLE rows (id TEXT PRIMARY KEY, body TEXT NOT NULL)");
        return new Response("created");
      case "/insert":
        await env.DB.prepare("INSERT INTO rows VALUES (?, ?)")
          .bind(crypto.randomUUID(), await request.text())
          .run();
        return new Response("inserted");
      case "/statement": {
        const { text, params } = await request.json<{ text: string; params: unknown[] }>();
        await env.DB.prepare(text)
          .bind(...params)
          .all();
        return new Response("done");
      }
      default:
        return new Response("There is nothing here.", { status: 404 });
    }
  },
} satisfies ExportedHandler<Env>;
