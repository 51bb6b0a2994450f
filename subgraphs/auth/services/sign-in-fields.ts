import { z } from "zod";

const NO_CONTROL_CHARACTER = /^\P{Cc}*$/u;
const CONTROL_CHARACTER = "Must not have control characters.";

/** Short name of a tenant as somebody typed it: one that cannot exist is refused like one that does not. */
export const tenantSlug = z
  .string()
  .max(100, "Must have at most 100 characters.")
  .regex(NO_CONTROL_CHARACTER, CONTROL_CHARACTER);

/** An address as somebody typed it, in the form in which addresses are stored; not more is asked of it. */
export const typedEmail = z
  .string()
  .trim()
  .toLowerCase()
  .max(320, "Must have at most 320 characters.")
  .regex(NO_CONTROL_CHARACTER, CONTROL_CHARACTER);

/** A password: long ones are welcome, up to where they only cost time. */
export const password = z.string().min(1, "Must not be empty.").max(256, "Must have at most 256 characters.");
