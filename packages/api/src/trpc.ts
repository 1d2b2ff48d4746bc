import { DomainError, TRPC_CODE } from "@fieldline/domain/errors";
import { initTRPC, TRPCError } from "@trpc/server";
import { z } from "zod";
import type { Context } from "./context.ts";
import { describeError } from "./describe-error.ts";
import { issueWords } from "./issue-words.ts";

z.config({ customError: issueWords });

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter({ shape, error, ctx }) {
    const { message, ...told } = describeError(error, ctx?.requestId);
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

export const router = t.router;
export const procedure = t.procedure.use(translated);
