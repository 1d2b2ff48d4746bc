import type { NewBusiness } from "./business.ts";

const SUBURBS: [string, string][] = [
  ["Ashgrove", "4060"],
  ["Bardon", "4065"],
  ["Coorparoo", "4151"],
  ["Fairfield", "4103"],
  ["Greenslopes", "4120"],
  ["Holland Park", "4121"],
  ["Indooroopilly", "4068"],
  ["Kelvin Grove", "4059"],
  ["Lutwyche", "4030"],
  ["Moorooka", "4105"],
  ["New Farm", "4005"],
  ["Oxley", "4075"],
  ["Paddington", "4064"],
  ["Red Hill", "4059"],
  ["Sunnybank", "4109"],
  ["Taringa", "4068"],
  ["West End", "4101"],
  ["Yeronga", "4104"],
];
const CATEGORIES = [
  "Bakery",
  "Café",
  "Dentist",
  "Electrician",
  "Florist",
  "Gym",
  "Hairdresser",
  "Locksmith",
  "Mechanic",
  "Plumber",
  "Restaurant",
  "Vet",
];
const FIRST = [
  "Golden",
  "River",
  "Corner",
  "Old Mill",
  "Blue Door",
  "Station",
  "Garden",
  "Hilltop",
  "Lantern",
  "Harbour",
  "Copper",
  "Wattle",
  "Magpie",
  "Sunrise",
  "Mason",
  "Atlas",
];
const STREETS = [
  "Station Rd",
  "Main St",
  "Given Tce",
  "Logan Rd",
  "Boundary St",
  "Ipswich Rd",
  "Waterworks Rd",
  "Sherwood Rd",
  "Vulture St",
  "Kent St",
];

/** So many made-up businesses, the same for the same seed; every fortieth is an earlier one, spelt differently. */
export function madeUpBusinesses(count: number, seed = 1): NewBusiness[] {
  const next = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const made: NewBusiness[] = [];
  while (made.length < count) {
    const before = made.length % 40 === 39 ? made[Math.floor(next() * made.length)] : undefined;
    made.push(before ? speltDifferently(before, next()) : madeUp(pick, next));
  }
  return made;
}

function madeUp(pick: <T>(list: readonly T[]) => T, next: () => number): NewBusiness {
  const [suburb, postcode] = pick(SUBURBS);
  const category = pick(CATEGORIES);
  const name = `${pick(FIRST)} ${category} ${suburb}`;
  const host = name.toLowerCase().replace(/[^a-z]+/g, "-");
  // Some are as people leave them: without a phone, or with an address that is none.
  const flaw = next();
  return {
    name,
    category,
    suburb,
    postcode,
    street: `${1 + Math.floor(next() * 400)} ${pick(STREETS)}`,
    phone: flaw < 0.05 ? "" : `07 5550 ${String(Math.floor(next() * 10_000)).padStart(4, "0")}`,
    email: flaw > 0.96 ? `office(at)${host}.example` : `office@${host}.example`,
    website: `https://${host}.example`,
  };
}

function speltDifferently(business: NewBusiness, by: number): NewBusiness {
  const street = business.street.replace(" St", " Street").replace(" Rd", " Road").replace(" Tce", " Terrace");
  const name = by < 0.5 ? `${business.name} Pty Ltd` : business.name.replace("o", "0").toUpperCase();
  return { ...business, name, street };
}

/** mulberry32: small, and the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
