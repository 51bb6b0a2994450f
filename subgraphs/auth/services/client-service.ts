import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { storableText } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { hasPreviousSecret, PREVIOUS_SECRET_DAYS } from "../domain/client-secret.ts";
import { hashSecret, newSecret } from "../domain/secret-hash.ts";
import { OAuthClientRepository, type OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import type { Journal } from "./journal.ts";

const clientInput = z.object({ clientId: storableText(256) });
const rotateInput = clientInput.extend({ replacesNewer: z.boolean().nullish() });
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
    const { scope, request } = this.#options;
    const { clientId, replacesNewer } = parseInput(rotateInput, input);
    const tenantId = this.#assertMayManage();
    return scope.run(async (tx): Promise<RotateSecretOutcome> => {
      const clients = new OAuthClientRepository(tx);
      const client = await clients.findForChange({ tenantId, clientId });
      if (client === undefined) return { problem: "CLIENT_NOT_FOUND" };
      const now = request.clock();
      const hasTwo = hasPreviousSecret(client, now);
      if (hasTwo && replacesNewer !== true) return { problem: "TWO_SECRETS_LIVE" };
      const clientSecret = newSecret();
      const previousSecretEndsAt =
        (hasTwo ? client.previousSecretEndsAt : null) ??
        new Date(now.getTime() + PREVIOUS_SECRET_DAYS * DAY_MS);
      await clients.replaceSecrets(client, {
        secretHash: hashSecret(clientSecret),
        previousSecretHash: hasTwo ? client.previousSecretHash : client.secretHash,
        previousSecretEndsAt,
        updatedAt: now,
      });
      const detail = { previousSecretEndsAt: previousSecretEndsAt.toISOString() };
      await this.#record(tx, client, "client-secret:rotate", detail);
      return { clientSecret, previousSecretEndsAt, problem: null };
    });
  }

  /**
   * Ends the older of a program's two secrets; answers why there was nothing to end.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async endPreviousSecret(input: unknown): Promise<"CLIENT_NOT_FOUND" | "NO_PREVIOUS_SECRET" | null> {
    const { scope, request } = this.#options;
    const { clientId } = parseInput(clientInput, input);
    const tenantId = this.#assertMayManage();
    return scope.run(async (tx) => {
      const clients = new OAuthClientRepository(tx);
      const client = await clients.findForChange({ tenantId, clientId });
      if (client === undefined) return "CLIENT_NOT_FOUND";
      const now = request.clock();
      if (!hasPreviousSecret(client, now)) return "NO_PREVIOUS_SECRET";
      const { secretHash } = client;
      const secrets = { secretHash, previousSecretHash: null, previousSecretEndsAt: null };
      await clients.replaceSecrets(client, { ...secrets, updatedAt: now });
      await this.#record(tx, client, "client-secret:end", {});
      return null;
    });
  }

  /** Answers the viewer's tenant. */
  #assertMayManage(): string {
    const { request } = this.#options;
    const tenantId = requireTenant(request.viewer);
    request.access.assertCan("client:manage", { type: "OAuthClient", id: null, tenantId });
    return tenantId;
  }

  async #record(
    tx: Tx,
    { id, tenantId }: OAuthClientRow,
    action: string,
    detail: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.#options.journal.write(tx, tenantId, {
      category: "CHANGE",
      action,
      outcome: "SUCCESS",
      entityType: "OAuthClient",
      entityId: id,
      detail: { ...detail },
    });
  }
}
