import { z } from "zod";

export const STATUSES = ["pending", "approved", "rejected"] as const;
export type Status = (typeof STATUSES)[number];

const text = (most: number) => z.string().trim().min(1).max(most);

/** A business as a file brings it. */
export const newBusiness = z.object({
  name: text(120),
  category: text(60),
  street: text(120),
  suburb: text(80),
  postcode: z
    .string()
    .trim()
    .regex(/^\d{4}$/, "four digits"),
  phone: z.string().trim().max(30).default(""),
  email: z.string().trim().max(120).default(""),
  website: z.string().trim().max(200).default(""),
});
export type NewBusiness = z.output<typeof newBusiness>;

/** A business of the directory. */
export interface Business extends NewBusiness {
  id: number;
  status: Status;
  reason: string | null;
  /** Of the same one, kept under another entry. */
  duplicateOf: number | null;
  createdAt: number;
  updatedAt: number;
}

export const COLUMNS = ["name", "category", "street", "suburb", "postcode", "phone", "email", "website"] as const;
