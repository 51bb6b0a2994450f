import { isOverlap } from "../repositories/allocation-repository.ts";

const MAX_ATTEMPTS = 10;

/**
 * Runs `attempt`, a transaction of its own, again when the database found that somebody else had just taken one of
 * the resources: the next look sees what was taken, and says so or takes another room.
 * @throws what `attempt` throws, and the last overlap when room after room was lost
 */
export async function untilNoOverlap<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 1; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (count === MAX_ATTEMPTS || !isOverlap(error)) throw error;
    }
  }
}
