import type { SecretsPort } from "@fieldline/api/context";
import { hashPassword, verifyPassword } from "better-auth/crypto";

const TOKEN_PREFIX = "flp_";
/** Letters and digits that are not taken for one another. */
const LEGIBLE = "abcdefghjkmnpqrstuvwxyzACDEFGHJKLMNPQRTUVWXYZ2346789";
const PASSWORD_LENGTH = 16;

/** What the server knows how to keep to itself. */
export function secretsOf(secret: string): SecretsPort {
  return {
    hashPassword,
    isPassword: (password, hash) => verifyPassword({ password, hash }),
    newPassword: () => Array.from({ length: PASSWORD_LENGTH }, legibleCharacter).join(""),
    async newToken() {
      const token = `${TOKEN_PREFIX}${base64url(crypto.getRandomValues(new Uint8Array(32)))}`;
      return { token, hash: await hashToken(token) };
    },
    async sign(purpose, text) {
      const key = await crypto.subtle.importKey("raw", encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
        "sign",
      ]);
      return base64url(new Uint8Array(await crypto.subtle.sign("HMAC", key, encode(`${purpose}\n${text}`))));
    },
  };
}

export function isTokenLike(text: string): boolean {
  return text.startsWith(TOKEN_PREFIX);
}

/** A token has 256 random bits, so its plain hash cannot be reversed by trying. */
export async function hashToken(token: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", encode(token))));
}

function legibleCharacter(): string {
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    const character = LEGIBLE[byte & 63];
    if (character) return character;
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
