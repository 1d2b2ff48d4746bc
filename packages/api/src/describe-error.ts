import { DomainError, type ErrorReason } from "@fieldline/domain/errors";
import type { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { type Issue, issuesOf } from "./issues.ts";

/** A request that failed before any procedure was called; its cause has been kept under the id. */
export class RequestFailed extends Error {
  readonly requestId: string;
  constructor(requestId: string) {
    super("The request failed before a procedure was called.");
    this.requestId = requestId;
  }
}

export interface ToldError {
  reason: ErrorReason;
  message: string;
  paths?: string[];
  details?: Record<string, unknown>;
}

/** What a caller may read of an error: never internal text, SQL or a stack. */
export function describeError(error: TRPCError, knownId: string | undefined): ToldError {
  const { cause } = error;
  const requestId = knownId ?? (cause instanceof RequestFailed ? cause.requestId : undefined);
  if (cause instanceof DomainError) return fromDomain(cause);
  if (cause instanceof ZodError) return fromIssues(cause.issues.flatMap(issuesOf));
  switch (error.code) {
    case "PARSE_ERROR":
      return { reason: "INVALID_INPUT", message: "The request's body is not JSON. Send one JSON object." };
    case "BAD_REQUEST":
      return { reason: "INVALID_INPUT", message: "The request cannot be read. Send one JSON object as its body." };
    case "UNSUPPORTED_MEDIA_TYPE":
      return { reason: "INVALID_INPUT", message: "Send the input as JSON, with content-type: application/json." };
    case "PAYLOAD_TOO_LARGE":
      return { reason: "INPUT_TOO_LARGE", message: "The request's body is too large. Send 256 kB at most." };
    case "NOT_FOUND":
      return { reason: "PROCEDURE_NOT_FOUND", message: "There is no such procedure. Check its name." };
    case "METHOD_NOT_SUPPORTED":
      return { reason: "METHOD_NOT_ALLOWED", message: "Call a query with GET and a mutation with POST." };
    case "UNAUTHORIZED":
      return { reason: "UNAUTHENTICATED", message: "Sign in first, or send a valid personal access token." };
    case "FORBIDDEN":
      return { reason: "FORBIDDEN", message: "You may not do this." };
    default:
      return {
        reason: "INTERNAL",
        message: `Something went wrong on our side. Try again; if it stays, report request ${requestId ?? "unknown"}.`,
      };
  }
}

function fromDomain({ code, message, details }: DomainError): ToldError {
  const issues = details.issues as Issue[] | undefined;
  return { reason: code, message, details, ...(issues && { paths: issues.map(({ path }) => path) }) };
}

function fromIssues(issues: Issue[]): ToldError {
  const [first, ...more] = issues;
  const others = more.length > 0 ? ` (${more.length} more)` : "";
  return {
    reason: "INVALID_INPUT",
    message: first ? `${first.path ? `${first.path}: ` : ""}${first.message}${others}` : "The input is not valid.",
    paths: issues.map(({ path }) => path),
    details: { issues },
  };
}
