import { z } from "zod";
import type { Business } from "./business.ts";

const email = z.email();
const website = z.url({ protocol: /^https?$/ });

/** What is wrong with an entry, in words; nothing where it can be published. */
export function faultsOf(business: Business): string[] {
  const faults: string[] = [];
  if (business.phone === "") faults.push("no phone number");
  else if (!/^\+?[\d ]{8,16}$/.test(business.phone)) faults.push(`the phone number "${business.phone}" is none`);
  if (!email.safeParse(business.email).success) faults.push(`"${business.email}" is no e-mail address`);
  if (business.website !== "" && !website.safeParse(business.website).success)
    faults.push(`"${business.website}" is no web address`);
  return faults;
}
