import { z } from "zod";

/** The `idempotencyKey` of an input: 1 to 255 visible ASCII characters, as the header `Idempotency-Key` has them; null when left out. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, "Must be 1 to 255 visible ASCII characters without spaces.")
  .nullish()
  .transform((key) => key ?? null);
