/** The seed changed nothing, because it must not or cannot; the message says what to do. */
export class SeedRefusedError extends Error {
  override readonly name = "SeedRefusedError";
}
