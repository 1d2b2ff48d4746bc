/** A packet that counts as lost for a reason that is known, in words. */
export class Lost extends Error {}

/** This machine cannot make the measurement at all: nothing is said about the target by it. */
export class ProbeImpossible extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const CLOSED = "the connection was closed without a reply";
const NOT_HTTP = "the reply is not HTTP";
const UNREACHABLE = "connection refused or unreachable";

const BY_CODE: Record<string, string> = {
  ECONNREFUSED: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  EHOSTDOWN: UNREACHABLE,
  ENETDOWN: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  EACCES: "this device may not send there: its firewall or routes refuse it",
  EPERM: "this device may not send there: its firewall or routes refuse it",
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  HPE_HEADER_OVERFLOW: "the reply's headers are longer than 16 KiB",
  ENOTFOUND: "the name does not resolve",
  EAI_NONAME: "the name does not resolve",
  EAI_NODATA: "the name does not resolve",
};

/** Why a packet was lost, in the words that the edge uses too. */
export function lostReason(error: unknown): string {
  if (error instanceof Lost) return error.message;
  const code = String((error as NodeJS.ErrnoException | undefined)?.code ?? "");
  const known = BY_CODE[code];
  if (known) return known;
  if (code.startsWith("HPE_")) return NOT_HTTP;
  if (code.startsWith("EAI_")) return "the name could not be looked up";
  return "the connection failed";
}
