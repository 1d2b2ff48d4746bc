import { readAddress } from "@fieldline/domain/address";
import { DomainError } from "@fieldline/domain/errors";
import { type ReadyPolicy, refusalOfTarget } from "@fieldline/domain/target-refusal";
import { Lost } from "./lost-reason.ts";

/** What decides where a packet may go. */
export interface Reach {
  policy: ReadyPolicy;
  /** The addresses of a name; none where it does not resolve. */
  resolve(name: string): Promise<string[]>;
}

/**
 * The addresses of `host` that may be connected to at `port`. A connection goes to one of these and never to the
 * name, so that no second answer of the DNS comes in between. Throws TARGET_DENIED where none is permitted.
 */
export async function permittedAddresses(host: string, port: number, { policy, resolve }: Reach): Promise<string[]> {
  const written = readAddress(host);
  const addresses = written ? [String(written)] : await resolved(host, resolve);
  let refusal: string | undefined;
  const permitted = addresses.filter((address) => {
    const why = refusalOfTarget(policy, { address, port });
    refusal ??= why && (written ? why : `The name ${host} resolves to ${address}. ${why}`);
    return why === undefined;
  });
  if (permitted.length === 0 && refusal) throw new DomainError("TARGET_DENIED", refusal);
  return permitted;
}

async function resolved(name: string, resolve: Reach["resolve"]): Promise<string[]> {
  const found = await resolve(name).catch(() => {
    throw new Lost("the name could not be looked up");
  });
  if (found.length === 0) throw new Lost("the name does not resolve");
  return found.map((address) => String(readAddress(address) ?? address));
}
