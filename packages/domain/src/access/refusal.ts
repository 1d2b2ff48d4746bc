import { type Action, PERMISSIONS, type Rule } from "./permissions.ts";
import { isAtLeast, type Role } from "./roles.ts";

/** Who asks, as far as rights go. */
export interface Access {
  id: string;
  role: Role;
  /** Whether the configuration lets this role read the jobs of others; operators and administrators always do. */
  seesOthers: boolean;
  /** What they have shown; a rule may take a session alone. */
  via?: "session" | "token";
}

export interface Refusal {
  code: "UNAUTHENTICATED" | "FORBIDDEN";
  message: string;
}

/** Whether a role may do something at all; for a job, `refusalOf` asks whose it is. */
export function can(role: Role, action: Action): boolean {
  const { least }: Rule = PERMISSIONS[action];
  return least === "nobody" || (least !== "device" && isAtLeast(role, least));
}

/** Why `action` is refused, in words for the one who asks; undefined where it is allowed. */
export function refusalOf(
  access: Access | null,
  action: Action,
  job?: { requesterId: string; requesterName: string },
): Refusal | undefined {
  const rule: Rule = PERMISSIONS[action];
  if (rule.least === "nobody") return undefined;
  if (rule.least === "device")
    return access
      ? forbidden("This is for devices alone. Send a device's access token.")
      : { code: "UNAUTHENTICATED", message: "Send a device's valid access token; device.refresh gives one." };
  if (!access) return { code: "UNAUTHENTICATED", message: "Sign in first, or send a valid personal access token." };
  if (!isAtLeast(access.role, rule.least))
    return forbidden(
      `Your role, ${access.role}, may not do this; it takes the role ${rule.least}. Ask an administrator.`,
    );
  if (rule.by === "session" && access.via === "token")
    return forbidden("A token may not do this. Sign in and do it under Account.");
  if (!rule.job || !job || reaches(access, rule.job, job.requesterId)) return undefined;
  return forbidden(
    rule.job === "control"
      ? `This job is ${access.seesOthers ? `${job.requesterName}'s` : "somebody else's"}. You control your own jobs; an operator controls all of them.`
      : "This job is somebody else's. You see your own jobs; an administrator can show you all of them under Settings → Access.",
  );
}

/** Whether someone may read or control the jobs of this requester. */
export function reaches(access: Access, how: "read" | "control", requesterId: string): boolean {
  if (access.id === requesterId || isAtLeast(access.role, "operator")) return true;
  return how === "read" && access.seesOthers;
}

/** Whose jobs alone somebody sees in lists and figures; undefined for who sees everybody's. */
export function onlyRequesterOf(access: Access): string | undefined {
  return isAtLeast(access.role, "operator") || access.seesOthers ? undefined : access.id;
}

function forbidden(message: string): Refusal {
  return { code: "FORBIDDEN", message };
}
