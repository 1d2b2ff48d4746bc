import type { Context as Api } from "@fieldline/api/context";
import { getReachableJob } from "@fieldline/api/read-job";
import { DomainError } from "@fieldline/domain/errors";
import { refusalOf } from "@fieldline/domain/refusal";
import { type Context, Hono } from "hono";
import { type Bound, contextOf } from "../context.ts";
import { refusal } from "../refusal.ts";
import { auditFilterOf } from "./audit-query.ts";
import { fileNameOf } from "./file-name.ts";
import { CONTENT_TYPE, type Format, linesOf, type Table } from "./format.ts";
import { auditPages, logPages, samplePages } from "./pages.ts";
import { streamPages } from "./stream-pages.ts";
import { AUDIT_TABLE, LOG_TABLE, SAMPLE_TABLE } from "./tables.ts";

const JOB_FILE = /^(samples|log)\.(csv|ndjson)$/;
const AUDIT_FILE = /^audit\.(csv|ndjson)$/;

/** Files of what the API gives by pages, for whoever may read it there. */
export const exportRoutes = new Hono<Bound>()
  .get("/jobs/:id/:file", async (c) => {
    const [, what, format] = JOB_FILE.exec(c.req.param("file")) ?? [];
    if (!what || !isFormat(format)) return nothingHere(c);
    const ctx = await contextOf(c);
    const isLog = what === "log";
    const job = await getReachableJob(ctx, isLog ? "jobs.log" : "jobs.samples", c.req.param("id").toLowerCase());
    const file = { ctx, format, name: fileNameOf(job, `${what}.${format}`) };
    return isLog
      ? send(c, { ...file, table: LOG_TABLE, pages: logPages(ctx, job.id) })
      : send(c, { ...file, table: SAMPLE_TABLE, pages: samplePages(ctx, job.id) });
  })
  .get("/:file", async (c) => {
    const [, format] = AUDIT_FILE.exec(c.req.param("file")) ?? [];
    if (!isFormat(format)) return nothingHere(c);
    const ctx = await contextOf(c);
    const refused = refusalOf(ctx.user, "audit.list");
    if (refused) throw new DomainError(refused.code, refused.message);
    const pages = auditPages(ctx, auditFilterOf(c.req.query()));
    return send(c, { ctx, format, name: `fieldline-audit.${format}`, table: AUDIT_TABLE, pages });
  })
  .all("*", nothingHere);

interface File<T> {
  ctx: Api;
  format: Format;
  name: string;
  table: Table<T>;
  pages: AsyncGenerator<T[], void, void>;
}

async function send<T>(c: Context<Bound>, { ctx, format, name, table, pages }: File<T>): Promise<Response> {
  const body = await streamPages(linesOf(format, table, pages), (error) => {
    if (!(error instanceof DomainError)) ctx.reportError(error);
  });
  c.header("content-type", CONTENT_TYPE[format]);
  c.header("content-disposition", `attachment; filename="${name}"`);
  return c.body(body);
}

function nothingHere(c: Context<Bound>): Response {
  const message = "There is no such file. The formats are csv and ndjson; get them with GET.";
  return refusal(c, 404, "PROCEDURE_NOT_FOUND", message);
}

function isFormat(text: string | undefined): text is Format {
  return text !== undefined && text in CONTENT_TYPE;
}
