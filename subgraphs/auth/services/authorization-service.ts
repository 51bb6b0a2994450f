import { decideByRole } from "#shared/auth/decide.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Action } from "#shared/auth/policies.ts";
import type { Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import type { SystemScope } from "#shared/db/system-scope.ts";
import type { Clock } from "#shared/time/clock.ts";
import {
  LONGEST_QUERY,
  readAuthorizationRequest,
  readState,
  readTarget,
  type AuthorizationErrorCode,
  type AuthorizationRequest,
} from "../domain/authorization-request.ts";
import { isUsable } from "../domain/account-access.ts";
import { isAddressOfWeb, isRedirectUriOf, withParameters } from "../domain/redirect-uri.ts";
import { grantScopes } from "../domain/scope.ts";
import { isRecentlyShown, requiresSecondFactor } from "../domain/second-factor.ts";
import { hashSecret, newSecret } from "../domain/secret-hash.ts";
import { AccountRepository, type AccountRow } from "../repositories/account-repository.ts";
import { AuthorizationRepository } from "../repositories/authorization-repository.ts";
import { OAuthClientRepository, type OAuthClientRow } from "../repositories/oauth-client-repository.ts";
import { SessionRepository } from "../repositories/session-repository.ts";
import type { Journal } from "./journal.ts";

/** RFC 6749, section 4.1.2, allows ten minutes; an app exchanges its code at once. */
export const CODE_LIFETIME_SECONDS = 60;
/** So long a page may be thought about. */
const FORM_LIFETIME_SECONDS = 600;

/** What a page asks a person. */
export interface ConsentQuestion {
  readonly clientName: string;
  readonly email: string;
  readonly scopes: readonly Action[];
  /** The query string of the request, as it came. */
  readonly request: string;
  /** Good once, for this session and this request. */
  readonly formToken: string;
  /** Where the answer will be sent: the page must be allowed to lead there. */
  readonly redirectUri: string;
}

/** What becomes of a request for an authorization. */
export type AuthorizationOutcome =
  | { readonly kind: "REDIRECT"; readonly location: string }
  | { readonly kind: "QUESTION"; readonly question: ConsentQuestion }
  /** Nothing of the request can be trusted: the person is told, and sent nowhere. */
  | { readonly kind: "REFUSED"; readonly description: string };

/** A person's answer to a page. */
export interface ConsentAnswer {
  readonly request: string;
  readonly formToken: string;
  readonly isAllowed: boolean;
}

/** What {@link AuthorizationService} needs. */
export interface AuthorizationServiceOptions {
  readonly viewer: Viewer;
  readonly scope: SystemScope;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly issuer: string;
  /** The page at which people sign in; null when there is none. */
  readonly signInUrl: string | null;
}

/** A request of a client that may ask, for an answer at an address of its own. */
interface Asked {
  readonly client: OAuthClientRow;
  readonly request: AuthorizationRequest;
  readonly scopes: readonly Action[];
}

/** Somebody who is signed in at this moment, in the client's tenant. */
interface Owner {
  readonly account: AccountRow;
  readonly sessionHash: string;
}

type Answer = (error: AuthorizationErrorCode, description: string) => AuthorizationOutcome;

/** Lets people allow apps to act for them (RFC 6749, section 4.1, with PKCE). */
export class AuthorizationService {
  readonly #options: AuthorizationServiceOptions;

  constructor(options: AuthorizationServiceOptions) {
    this.#options = options;
  }

  /** Answers a request, given as a query string: with a code, a question to the person, or a refusal. */
  async authorize(search: string): Promise<AuthorizationOutcome> {
    return this.#judge(search, async (tx, asked, owner, answer) => {
      const { client, request } = asked;
      const isKnown = client.isFirstParty && isAddressOfWeb(redirectUriOf(search));
      if (isKnown) return this.#sendCode(tx, search, asked, owner);
      if (request.isSilent) return answer("consent_required", "The person has to be asked.");
      return this.#ask(tx, search, asked, owner);
    });
  }

  /** Takes in a person's answer to {@link ConsentQuestion}. */
  async decide({ request: search, formToken, isAllowed }: ConsentAnswer): Promise<AuthorizationOutcome> {
    return this.#judge(search, async (tx, asked, owner, answer) => {
      const { sessionHash } = owner;
      const form = {
        tokenHash: hashSecret(formToken),
        sessionHash,
        requestHash: hashSecret(search),
        now: this.#options.clock(),
      };
      if (!(await new AuthorizationRepository(tx).takeForm(form))) {
        return refused("The page is too old, or was answered before. Begin again in the app.");
      }
      if (isAllowed) return this.#sendCode(tx, search, asked, owner);
      await this.#record(tx, asked.client, "DENIED");
      return answer("access_denied", "The person does not allow it.");
    });
  }

  /** Finds out who asks for what and who is signed in, and goes on with that; else refuses. */
  async #judge(
    search: string,
    goOn: (tx: Tx, asked: Asked, owner: Owner, answer: Answer) => Promise<AuthorizationOutcome>,
  ): Promise<AuthorizationOutcome> {
    if (search.length > LONGEST_QUERY) return refused("The request is too long.");
    const query = new URLSearchParams(search);
    const target = readTarget(query);
    if (target === undefined) return refused("A client_id and a redirect_uri are needed, each once.");
    return this.#options.scope.run(async (tx) => {
      const client = await new OAuthClientRepository(tx).findInAnyTenant(target.clientId);
      if (
        client === undefined ||
        client.disabledAt !== null ||
        !isRedirectUriOf(target.redirectUri, client.redirectUris)
      ) {
        return refused("The client is not known, or the redirect_uri is not one of its addresses.");
      }
      const answer: Answer = (error, description) =>
        this.#redirect(search, { error, error_description: description });
      const reading = readAuthorizationRequest(query);
      if ("error" in reading) return answer(reading.error, reading.description);
      if (!client.grantTypes.includes("authorization_code")) {
        return answer("unauthorized_client", "The client may not ask for authorizations.");
      }
      const { request } = reading;
      const scopes = grantScopes(request.scopes, client.scopes);
      if (scopes === undefined) return answer("invalid_scope", "The client may not have one of the scopes.");
      const owner = await this.#owner(tx);
      if (owner === undefined) return this.#signIn(search, request, answer);
      if (decideByRole("app:authorize", this.#options.viewer) !== "ALLOW") {
        return answer("access_denied", "Whoever acts in another's place allows nothing in it.");
      }
      if (owner.account.tenantId !== client.tenantId) {
        return answer("access_denied", "The client is of another clinic network.");
      }
      return goOn(tx, { client, request, scopes }, owner, answer);
    });
  }

  /**
   * Who is signed in: the router may have learnt it half a second ago, so the session is looked at here. An app acts for
   * weeks without a second factor, so who must have one has shown it just now, or signs in again.
   */
  async #owner(tx: Tx): Promise<Owner | undefined> {
    const { accountId, sessionHash } = this.#options.viewer;
    if (accountId === null || sessionHash === null) return undefined;
    const now = this.#options.clock();
    const session = await new SessionRepository(tx).holdInForce({ accountId, idHash: sessionHash, now });
    if (session === undefined) return undefined;
    const account = await new AccountRepository(tx).findInAnyTenant(accountId);
    if (!isUsable(account)) return undefined;
    const isShown = !requiresSecondFactor(account) || isRecentlyShown(session.mfaAt, now);
    return isShown ? { account, sessionHash } : undefined;
  }

  #signIn(search: string, { isSilent }: AuthorizationRequest, answer: Answer): AuthorizationOutcome {
    const { signInUrl, issuer } = this.#options;
    if (isSilent || signInUrl === null) return answer("login_required", "Nobody is signed in.");
    const returnTo = `${issuer}/oauth2/authorize?${search}`;
    return { kind: "REDIRECT", location: withParameters(signInUrl, { return_to: returnTo }) };
  }

  async #ask(tx: Tx, search: string, asked: Asked, owner: Owner): Promise<AuthorizationOutcome> {
    const { client, scopes } = asked;
    const { account, sessionHash } = owner;
    const now = this.#options.clock();
    const formToken = newSecret();
    await new AuthorizationRepository(tx).insertForm({
      ...{ id: newId(), tenantId: account.tenantId, createdAt: now, updatedAt: now },
      ...{ accountId: account.id, sessionHash, requestHash: hashSecret(search) },
      ...{ tokenHash: hashSecret(formToken), expiresAt: secondsAfter(now, FORM_LIFETIME_SECONDS) },
    });
    const { name: clientName } = client;
    const redirectUri = redirectUriOf(search);
    const question = { clientName, email: account.email, scopes, request: search, formToken, redirectUri };
    return { kind: "QUESTION", question };
  }

  async #sendCode(
    tx: Tx,
    search: string,
    { client, request, scopes }: Asked,
    owner: Owner,
  ): Promise<AuthorizationOutcome> {
    const now = this.#options.clock();
    const code = newSecret();
    const authorizations = new AuthorizationRepository(tx);
    await authorizations.forgetEnded(now);
    await authorizations.insertCode({
      ...{ id: newId(), tenantId: client.tenantId, createdAt: now, updatedAt: now },
      ...{ codeHash: hashSecret(code), oauthClientId: client.id, accountId: owner.account.id },
      ...{ redirectUri: redirectUriOf(search), codeChallenge: request.codeChallenge, scopes: [...scopes] },
      expiresAt: secondsAfter(now, CODE_LIFETIME_SECONDS),
    });
    await this.#record(tx, client, "SUCCESS");
    return this.#redirect(search, { code });
  }

  /** Answers the client; `iss` tells it which server did (RFC 9207). */
  #redirect(search: string, parameters: Readonly<Record<string, string>>): AuthorizationOutcome {
    const state = readState(new URLSearchParams(search));
    const iss = this.#options.issuer;
    const location = withParameters(redirectUriOf(search), { ...parameters, state, iss });
    return { kind: "REDIRECT", location };
  }

  async #record(tx: Tx, client: OAuthClientRow, outcome: "SUCCESS" | "DENIED"): Promise<void> {
    await this.#options.journal.write(tx, client.tenantId, {
      category: "SIGN_IN",
      action: "app:authorize",
      outcome,
      entityType: "OAuthClient",
      entityId: client.id,
    });
  }
}

/** Called for requests whose address is known to be the client's. */
function redirectUriOf(search: string): string {
  return new URLSearchParams(search).get("redirect_uri") ?? "";
}

function refused(description: string): AuthorizationOutcome {
  return { kind: "REFUSED", description };
}

function secondsAfter(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
