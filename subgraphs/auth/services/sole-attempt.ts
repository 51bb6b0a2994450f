import { AppError } from "#shared/errors/app-error.ts";

/**
 * Lets one operation sign in or up once: each attempt hashes a password, which is made to be expensive, and an
 * operation could hold many under aliases.
 */
export class SoleAttempt {
  #isTaken = false;

  /**
   * Called before any work for an attempt is done.
   * @throws AppError `VALIDATION_ERROR` from the second call on
   */
  take(): void {
    if (this.#isTaken) throw new AppError("VALIDATION_ERROR", "One operation signs in or up once.");
    this.#isTaken = true;
  }
}
