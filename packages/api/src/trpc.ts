import { DomainError, TRPC_CODE } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import { jobIdInput } from "@fieldline/domain/list-jobs";
import { type Action, PERMISSIONS, type Rule } from "@fieldline/domain/permissions";
import { refusalOf } from "@fieldline/domain/refusal";
import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Context, DeviceCaller, User } from "./context.ts";
import { describeError } from "./describe-error.ts";
import { issueWords } from "./issue-words.ts";
import { getReachableJob } from "./jobs/read-job.ts";

z.config({ customError: issueWords });

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter({ shape, error, ctx }) {
    const { message, ...told } = describeError(error, ctx?.request.id);
    return { ...shape, message, data: { code: shape.data.code, httpStatus: shape.data.httpStatus, ...told } };
  },
});

const translated = t.middleware(async ({ next, ctx }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (cause instanceof DomainError) throw new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause });
  if (result.error.code === "INTERNAL_SERVER_ERROR") ctx.reportError(cause ?? result.error);
  return result;
});

/**
 * The one place where a call is allowed or refused, by the table of permissions. A procedure without a rule cannot be
 * called; one about a job finds it in its context, already known to be within the caller's reach.
 */
const permitted = t.middleware(async ({ next, ctx, path, getRawInput }) => {
  const rule: Rule | undefined = PERMISSIONS[path as Action];
  if (!rule) throw new DomainError("FORBIDDEN", "Nobody may do this: it has no rule of its own.");
  const refused = rule.least === "device" && ctx.device ? undefined : refusalOf(ctx.user, path as Action);
  if (refused) throw new DomainError(refused.code, refused.message);
  if (!rule.job || !ctx.user) return next({ ctx });
  const input = jobIdInput.safeParse(await getRawInput());
  // An input without a job's id is refused by the procedure's own schema, which asks for the same id.
  if (!input.success) return next({ ctx });
  return next({ ctx: { ...ctx, job: await getReachableJob(ctx, path as Action, input.data.id) } });
});

// These let the types know what `permitted` has seen to.
const signedIn = t.middleware(({ next, ctx }) => next({ ctx: { ...ctx, user: ctx.user as User } }));
const byDevice = t.middleware(({ next, ctx }) => next({ ctx: { ...ctx, device: ctx.device as DeviceCaller } }));
const aboutJob = t.middleware(({ next, ctx }) =>
  next({ ctx: { ...ctx, ...(ctx as unknown as { job: Job; user: User }) } }),
);

export const router = t.router;
/** A procedure that takes no sign-in; its rule says `nobody`. */
export const openProcedure = t.procedure.use(translated).use(permitted);
export const procedure = openProcedure.use(signedIn);
/** A procedure that a device calls by its access token; its rule says `device`. */
export const deviceProcedure = openProcedure.use(byDevice);
/** A procedure about one job, which its rule names; its input extends `jobIdInput`. */
export const jobProcedure = openProcedure.use(aboutJob);
