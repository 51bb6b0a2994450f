import { AppError } from "#shared/errors/app-error.ts";

/**
 * Lets one operation work on a password once: each attempt hashes one, which is made to be expensive, and an
 * operation could hold many under aliases.
 */
export class SoleAttempt {
  #isTaken = false;

  /**
   * Called before any work for an attempt is done.
   * @throws AppError `VALIDATION_ERROR` from the second call on
   */
  take(): void {
    if (this.#isTaken)
      throw new AppError("VALIDATION_ERROR", "One operation signs in, signs up or sets a password once.");
    this.#isTaken = true;
  }
}
