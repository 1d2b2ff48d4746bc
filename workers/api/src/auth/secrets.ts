import type { SecretsPort } from "@fieldline/api/context";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { signDeviceToken } from "./device-token.ts";

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
    async newToken(prefix = TOKEN_PREFIX) {
      const token = `${prefix}${base64url(crypto.getRandomValues(new Uint8Array(32)))}`;
      return { token, hash: await hashToken(token) };
    },
    sha256Hex,
    hashToken,
    signDevice: async (deviceId) => signDeviceToken(await deviceKeyOf(secret), { deviceId, now: Date.now() }),
    sign: async (purpose, text) => base64url(await signatureOf(secret, purpose, text)),
  };
}

const deviceKeys = new Map<string, Promise<CryptoKey>>();

/** The key of devices' access tokens: derived from the server's secret, and used for nothing else. */
export function deviceKeyOf(secret: string): Promise<CryptoKey> {
  const key = deviceKeys.get(secret) ?? signatureOf(secret, "key of device access tokens", "").then(hmacKey);
  deviceKeys.set(secret, key);
  return key;
}

async function signatureOf(secret: string, purpose: string, text: string): Promise<Uint8Array> {
  const key = await hmacKey(encode(secret));
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encode(`${purpose}\n${text}`)));
}

function hmacKey(bytes: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}

export function isTokenLike(text: string): boolean {
  return text.startsWith(TOKEN_PREFIX);
}

/** A token has 256 random bits, so its plain hash cannot be reversed by trying. */
export async function hashToken(token: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", encode(token))));
}

export async function sha256Hex(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", encode(text)));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
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
