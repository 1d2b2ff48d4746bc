import { ACCESS_TOKEN_MS } from "@fieldline/domain/device";
import { errors, jwtVerify, SignJWT } from "jose";

const ALGORITHM = "HS256";
const AUDIENCE = "fieldline-device";
const TYPE = "fieldline-device+jwt";
const CLOCK_TOLERANCE_S = 5;
const deviceId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a bearer's text is to be read as a device's access token: three parts, the first a JSON object. */
export function isDeviceTokenLike(token: string): boolean {
  return /^eyJ[\w-]*\.[\w-]*\.[\w-]*$/.test(token);
}

/** A device's access token by this key, and when it ends. */
export async function signDeviceToken(
  key: CryptoKey,
  { deviceId, now }: { deviceId: string; now: number },
): Promise<{ accessToken: string; expiresAt: number }> {
  const issuedAtS = Math.floor(now / 1_000);
  const expiresAtS = issuedAtS + ACCESS_TOKEN_MS / 1_000;
  const accessToken = await new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
    .setAudience(AUDIENCE)
    .setSubject(deviceId)
    .setIssuedAt(issuedAtS)
    .setExpirationTime(expiresAtS)
    .sign(key);
  return { accessToken, expiresAt: expiresAtS * 1_000 };
}

/** The device that a token is of, by its signature and its life alone; undefined where it does not hold. */
export async function deviceOfToken(
  key: CryptoKey,
  { token, now }: { token: string; now: number },
): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      audience: AUDIENCE,
      typ: TYPE,
      clockTolerance: CLOCK_TOLERANCE_S,
      currentDate: new Date(now),
      requiredClaims: ["sub", "aud", "exp", "iat"],
      maxTokenAge: ACCESS_TOKEN_MS / 1_000,
    });
    return deviceId.test(payload.sub ?? "") ? payload.sub : undefined;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
