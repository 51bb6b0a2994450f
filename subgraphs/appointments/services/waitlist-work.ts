import { SystemScope } from "#shared/db/system-scope.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Logger } from "#shared/logging/logger.ts";
import { WorkLoop } from "#shared/messaging/work-loop.ts";
import { makeRequestScope, runInScope } from "#shared/observability/request-scope.ts";
import { WaitlistRoundRepository } from "../repositories/waitlist-round-repository.ts";
import { WaitlistRound, type WaitlistRoundOptions } from "./waitlist-round.ts";

/** What {@link createWaitlistWork} needs. */
export interface WaitlistWorkOptions extends WaitlistRoundOptions {
  readonly logger: Logger;
}

const IDLE_MS = 30_000;

/** Offers, every half minute, times that are free to who waits for them, at the clinics of all tenants. */
export function createWaitlistWork(options: WaitlistWorkOptions): WorkLoop {
  return new WorkLoop({
    name: "appointments waitlist",
    idleMs: IDLE_MS,
    logger: options.logger,
    step: async () => {
      await workOnWaitlists(options);
      return false;
    },
  });
}

/** One round at every clinic where somebody waits; what fails at one keeps no other waiting. */
export async function workOnWaitlists(options: WaitlistWorkOptions): Promise<void> {
  const scope = new SystemScope(options.database, "appointments");
  const places = await scope.run((tx) => new WaitlistRoundRepository(tx).findPlaces());
  for (const place of places) {
    try {
      await runInScope(makeRequestScope({}), () => new WaitlistRound(place, options).run());
    } catch (error) {
      // A database that is not there says nothing about the clinic.
      if (error instanceof AppError && error.code === "DEPENDENCY_UNAVAILABLE") throw error;
      options.logger.warn(
        { err: error, clinicId: place.clinicId },
        "a round of the waitlist failed; it is tried again",
      );
    }
  }
}
