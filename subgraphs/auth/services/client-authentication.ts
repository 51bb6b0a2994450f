import { PLATFORM_TENANT_ID } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import type { Clock } from "#shared/time/clock.ts";
import type { ClientCredentials } from "../domain/client-form.ts";
import { isClientSecret, type ClientSecrets } from "../domain/client-secret.ts";
import { fingerprint } from "../domain/secret-hash.ts";
import { OAuthClientRepository, type OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import type { Journal } from "./journal.ts";

/** What a client wanted when it said who it is. */
export type ClientPurpose = "token:issue" | "token:refresh" | "token:introspect" | "token:revoke";

/** Why a client did not get what it wanted, for the log. */
export interface FailureDetail {
  readonly reason: string;
  readonly typed?: string;
}

const ATTEMPT = { category: "SIGN_IN", entityType: "OAuthClient" } as const;
/** Where attempts of unknown clients are on record. */
const NOBODY = { id: null, tenantId: PLATFORM_TENANT_ID } as const;

/** Of a client that is not there: nothing has this hash. */
const NO_SECRETS: ClientSecrets = { secretHash: null, previousSecretHash: null, previousSecretEndsAt: null };

/** Recognises OAuth 2 clients, and puts on record what they tried in vain. */
export class ClientAuthentication {
  readonly #journal: Journal;
  readonly #clock: Clock;

  constructor(options: { readonly journal: Journal; readonly clock: Clock }) {
    this.#journal = options.journal;
    this.#clock = options.clock;
  }

  /**
   * The client that the credentials are of; else undefined, and the attempt is on record. A public client gives no
   * secret (RFC 6749, section 2.3), and one that has a secret must give it. Needs `SystemScope`.
   */
  async authenticate(
    tx: Tx,
    { clientId, clientSecret }: ClientCredentials,
    purpose: ClientPurpose,
  ): Promise<OAuthClientRow | undefined> {
    const client = await new OAuthClientRepository(tx).findInAnyTenant(clientId);
    // Compared in any case, so that the time does not tell which clients there are.
    const isSecretRight = isClientSecret(clientSecret ?? "", client ?? NO_SECRETS, this.#clock());
    if (client === undefined) {
      await this.recordFailure(tx, NOBODY, purpose, {
        reason: "UNKNOWN_CLIENT",
        typed: fingerprint(clientId),
      });
      return undefined;
    }
    const isRight = client.secretHash === null ? clientSecret === null : isSecretRight;
    if (isRight && client.disabledAt === null) return client;
    await this.recordFailure(tx, client, purpose, { reason: isRight ? "CLIENT_DISABLED" : "WRONG_SECRET" });
    return undefined;
  }

  /** Puts on record what a client tried in vain. */
  async recordFailure(
    tx: Tx,
    client: { readonly id: string | null; readonly tenantId: string },
    action: ClientPurpose,
    detail: FailureDetail,
  ): Promise<void> {
    const { id: entityId, tenantId } = client;
    await this.#journal.write(tx, tenantId, {
      ...ATTEMPT,
      action,
      outcome: "FAILURE",
      entityId,
      detail: { ...detail },
    });
  }
}
