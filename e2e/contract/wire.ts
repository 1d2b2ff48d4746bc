import { expect } from "vitest";
import { z } from "zod";
import { type Data, PROCEDURES, type Procedure } from "./procedures.ts";
import { text } from "./shapes.ts";

const issues = z.array(z.object({ path: z.string(), message: text }));
const refusal = z.object({
  message: z.string().regex(/^[^\n]{10,}$/, "is no sentence"),
  data: z.object({
    code: z.string().regex(/^[A-Z_]+$/),
    httpStatus: z.int(),
    reason: z.string().regex(/^[A-Z_]+$/),
    paths: z.array(z.string()).optional(),
    details: z.looseObject({ issues: issues.optional() }).optional(),
  }),
});
/** What may not reach a client: SQL, stacks, names of our files and objects. */
const INTERNAL = /sqlite|d1_|select .* from|\bat \w+ \(|\.ts:\d|durable ?object|zod|undefined/i;

type Headers = Record<string, string>;
export type Refusal = z.output<typeof refusal>["data"] & { message: string };

/** The fields of each procedure's input that were in a call which went well. */
export const usedFields = new Map<Procedure, Set<string>>();

/** Somebody who calls: a person by cookie or token, a device by token, a stranger by nothing. */
export class Caller {
  readonly url: string;
  readonly headers: Headers;
  constructor(url: string, headers: Headers = {}) {
    this.url = url;
    this.headers = headers;
  }

  /** Calls, and gives the answer, whose shape is the contract's. */
  async call<P extends Procedure>(procedure: P, input?: object): Promise<Data<P>> {
    const { status, body } = await this.send(procedure, input);
    expect(body.error, `${procedure} ${JSON.stringify(input)}`).toBeUndefined();
    expect(status).toBe(200);
    const used = usedFields.get(procedure) ?? new Set();
    usedFields.set(procedure, used);
    for (const field of Object.keys(input ?? {})) used.add(field);
    return shaped(PROCEDURES[procedure][2], body.result?.data, procedure) as Data<P>;
  }

  /** Calls what is to be refused, and gives the refusal, whose shape is the contract's. */
  async refused(procedure: string, input?: object): Promise<Refusal> {
    const { status, body } = await this.send(procedure, input);
    expect(body.result, `${procedure} ${JSON.stringify(input)} was not refused`).toBeUndefined();
    const { message, data } = shaped(refusal, body.error, procedure);
    expect(data.httpStatus).toBe(status);
    expect(JSON.stringify(body), procedure).not.toMatch(INTERNAL);
    return { message, ...data };
  }

  /** Status and reason of a refusal, and the fields that it names, in the alphabet's order. */
  async reasonOf(procedure: string, input?: object): Promise<[number, string, ...string[]]> {
    const { httpStatus, reason, paths = [] } = await this.refused(procedure, input);
    return [httpStatus, reason, ...paths.toSorted()];
  }

  async send(procedure: string, input?: object) {
    const method = PROCEDURES[procedure as Procedure]?.[0] ?? "POST";
    const address = `${this.url}/trpc/${procedure}`;
    const json = JSON.stringify(input);
    const response =
      method === "GET"
        ? await fetch(json === undefined ? address : `${address}?input=${encodeURIComponent(json)}`, {
            headers: this.headers,
          })
        : await fetch(address, {
            method,
            headers: { ...this.headers, "content-type": "application/json" },
            body: json ?? "{}",
          });
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    const body = (await response.json()) as { result?: { data: unknown }; error?: unknown };
    return { status: response.status, body };
  }
}

/** A value of this shape; fails with what is wrong and where. */
export function shaped<Shape extends z.ZodType>(shape: Shape, value: unknown, what: string): z.output<Shape> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`${what} is not as the contract says:\n${z.prettifyError(parsed.error)}\n${JSON.stringify(value)}`);
}

export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });
