import { z } from "zod";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import type { Clock } from "#shared/time/clock.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { hasPreviousSecret, newClientSecret, PREVIOUS_SECRET_DAYS } from "../domain/client-secret.ts";
import { hashSecret } from "../domain/secret-hash.ts";
import { OAuthClientRepository } from "../repositories/oauth-client-repository.ts";
import type { Journal } from "./journal.ts";

const rotateInput = z.object({
  clientId: z.string().max(256),
  endsOlder: z.boolean().nullish(),
});
const DAY_MS = 24 * 60 * 60 * 1000;

/** Outcome of {@link ClientService.rotateSecret}. */
export type RotateSecretOutcome =
  | { readonly clientSecret: string; readonly previousSecretEndsAt: Date; readonly problem: null }
  | { readonly problem: "CLIENT_NOT_FOUND" | "TWO_SECRETS_LIVE" };

/** What {@link ClientService} needs. */
export interface ClientServiceOptions {
  readonly request: RequestContext;
  /** Must be called while the request holds no connection, or see to that itself. */
  readonly scope: Pick<SystemScope, "run">;
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Looks after the programs of a tenant's partners. */
export class ClientService {
  readonly #options: ClientServiceOptions;

  constructor(options: ClientServiceOptions) {
    this.#options = options;
  }

  /**
   * Makes a new secret for a program; the one before is good for {@link PREVIOUS_SECRET_DAYS} more. What is kept is their
   * hashes.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async rotateSecret(input: unknown): Promise<RotateSecretOutcome> {
    const { request, scope, journal, clock } = this.#options;
    const { clientId, endsOlder } = parseInput(rotateInput, input);
    const tenantId = requireTenant(request.viewer);
    request.access.assertCan("client:manage", { type: "OAuthClient", id: null, tenantId });
    return scope.run(async (tx): Promise<RotateSecretOutcome> => {
      const clients = new OAuthClientRepository(tx);
      const client = await clients.findForChange({ tenantId, clientId });
      if (client === undefined) return { problem: "CLIENT_NOT_FOUND" };
      const now = clock();
      if (hasPreviousSecret(client, now) && endsOlder !== true) return { problem: "TWO_SECRETS_LIVE" };
      const clientSecret = newClientSecret();
      const previousSecretEndsAt = new Date(now.getTime() + PREVIOUS_SECRET_DAYS * DAY_MS);
      await clients.replaceSecrets(client, {
        secretHash: hashSecret(clientSecret),
        previousSecretHash: client.secretHash,
        previousSecretEndsAt,
        updatedAt: now,
      });
      await journal.write(tx, tenantId, {
        category: "CHANGE",
        action: "client-secret:rotate",
        outcome: "SUCCESS",
        entityType: "OAuthClient",
        entityId: client.id,
        detail: { previousSecretEndsAt: previousSecretEndsAt.toISOString() },
      });
      return { clientSecret, previousSecretEndsAt, problem: null };
    });
  }
}
