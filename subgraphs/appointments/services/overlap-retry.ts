import { isTransientConflict } from "#shared/db/database-errors.ts";
import { isOverlap } from "../repositories/allocation-repository.ts";

const MAX_ATTEMPTS = 10;

/**
 * Runs `attempt`, a transaction of its own, again when the database found that somebody else had just taken one of
 * the resources: the next look sees what was taken, and says so or takes another room. When ten times were not
 * enough, or the database kept ending it as part of a deadlock, it runs once more with `isLastLook`, to say what is
 * wrong and take nothing.
 * @throws what `attempt` throws for any other reason
 */
export async function untilNoOverlap<T>(attempt: (isLastLook: boolean) => Promise<T>): Promise<T> {
  for (let count = 1; count <= MAX_ATTEMPTS; count += 1) {
    try {
      return await attempt(false);
    } catch (error) {
      // The transaction was run again already, several times, and each deadlock cost the second it takes to find one.
      if (isTransientConflict(error)) break;
      if (!isOverlap(error)) throw error;
    }
  }
  return attempt(true);
}
