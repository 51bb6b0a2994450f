import { z } from "zod";
import { HALF_CHARACTER } from "#shared/validation/input-schemas.ts";

const PLAIN = /^[^\p{Cc}\p{Cs}]*$/u;
const NOT_PLAIN = "Must not have control characters or halves of characters.";

/** Short name of a tenant as somebody typed it: one that cannot exist is refused like one that does not. */
export const tenantSlug = z.string().max(100, "Must have at most 100 characters.").regex(PLAIN, NOT_PLAIN);

/** An address as somebody typed it, in the form in which addresses are stored; not more is asked of it. */
export const typedEmail = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, "Must have at most 320 characters.")
  .regex(PLAIN, NOT_PLAIN);

/**
 * A password: long ones are welcome, up to where they only cost time. Halves of surrogate pairs would all be hashed as
 * the same replacement character.
 */
export const password = z
  .string()
  .min(1, "Must not be empty.")
  .max(256, "Must have at most 256 characters.")
  .refine((text) => text.isWellFormed(), HALF_CHARACTER);

/** A code of an authenticator app or a recovery code, as somebody typed it: one that cannot be is refused as a wrong one. */
export const typedCode = z.string().max(100, "Must have at most 100 characters.").regex(PLAIN, NOT_PLAIN);

/** What its owner calls a passkey. */
export const passkeyName = z
  .string()
  .max(400, { message: "Must have at most 100 characters.", abort: true })
  .trim()
  .min(1, "Must not be empty.")
  .max(100, "Must have at most 100 characters.")
  .regex(PLAIN, NOT_PLAIN);

/** What a mail's link carries, as somebody typed it: what cannot be one is refused like one that is none. */
export const mailedToken = z.string().max(256, "Must have at most 256 characters.");
