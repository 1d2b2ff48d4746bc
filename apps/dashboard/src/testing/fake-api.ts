import type { AppRouter } from "@fieldline/api/router";
import { createTRPCClient, TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";

/** Answers by procedure: a value, or an `ApiRefusal` that is thrown. */
export type FakeAnswers = Record<string, (input: never) => unknown>;

/** What the server says when it refuses. */
export class ApiRefusal extends Error {
  readonly data: Record<string, unknown>;
  constructor(message: string, data: Record<string, unknown>) {
    super(message);
    this.data = data;
  }
}

function refused(error: unknown) {
  if (!(error instanceof ApiRefusal)) return TRPCClientError.from<AppRouter>(error as Error);
  const shape = { code: -32_600, message: error.message, data: error.data };
  return TRPCClientError.from<AppRouter>({ error: shape } as never);
}

/** A client that goes no further than its answers. */
export function fakeClient(answers: FakeAnswers) {
  const link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        const answer = answers[op.path];
        Promise.resolve()
          .then(() => {
            if (!answer) throw new Error(`No answer for ${op.path}`);
            return answer(op.input as never);
          })
          .then(
            (data) => {
              observer.next({ result: { data } });
              observer.complete();
            },
            (error: unknown) => observer.error(refused(error)),
          );
      });
  return createTRPCClient<AppRouter>({ links: [link] });
}
