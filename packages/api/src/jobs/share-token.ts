import type { SecretsPort } from "../context.ts";

type Signer = Pick<SecretsPort, "sign">;
interface Signed {
  id: string;
  expiresAt: number;
}

/**
 * A share's UUID without hyphens, its end in base 36, the signature. Told apart by their lengths: a full stop would
 * make the link's path look like a file's.
 */
const TOKEN = /^(?<id>[0-9a-f]{32})(?<expiry>[0-9a-z]{9})(?<signature>[\w-]{43})$/;
const EXPIRY_DIGITS = 9;

/** The text that a share's link carries; it cannot be made without the server's secret. */
export async function signShareToken({ sign }: Signer, { id, expiresAt }: Signed): Promise<string> {
  const text = `${id.replaceAll("-", "")}${expiresAt.toString(36).padStart(EXPIRY_DIGITS, "0")}`;
  return `${text}${await sign("share", text)}`;
}

/** What a token says; undefined where this server did not sign every character of it. */
export async function readShareToken({ sign }: Signer, token: string): Promise<Signed | undefined> {
  const { id = "", expiry = "", signature } = TOKEN.exec(token)?.groups ?? {};
  if (signature === undefined) return undefined;
  if (!isSameText(signature, await sign("share", `${id}${expiry}`))) return undefined;
  return {
    id: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    expiresAt: Number.parseInt(expiry, 36),
  };
}

/**
 * Takes as long whatever the texts are. Texts and not bytes: the last character of a signature has two bits that no
 * byte holds, so four texts stand for the same bytes.
 */
function isSameText(given: string, own: string): boolean {
  let difference = given.length ^ own.length;
  for (let at = 0; at < own.length; at++) difference |= given.charCodeAt(at) ^ own.charCodeAt(at);
  return difference === 0;
}
