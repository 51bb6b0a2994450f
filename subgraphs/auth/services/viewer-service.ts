import type { RequestContext } from "#shared/graphql/request-context.ts";
import type { AuthorizedAppModel, SessionModel, ViewerModel } from "../mappers.ts";
import { AccountRepository } from "../repositories/account-repository.ts";
import { SessionRepository } from "../repositories/session-repository.ts";
import { TokenFamilyRepository } from "../repositories/token-family-repository.ts";

/** Sessions that are listed of one account. */
const LISTED_SESSIONS = 100;
/** Apps that are listed of one account. */
const LISTED_APPS = 100;

/** Tells who is signed in, and where. */
export class ViewerService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** The account that the request speaks for, with its tenant; null when it speaks for none. */
  async current(): Promise<ViewerModel | null> {
    const { accountId, tenantId, impersonator } = this.#context.viewer;
    if (accountId === null || tenantId === null) return null;
    const found = await this.#context.database.read((tx) =>
      new AccountRepository(tx).findWithTenant({ tenantId, id: accountId }),
    );
    return found === undefined ? null : { ...found, impersonator };
  }

  /**
   * Sessions of the viewer's account that are in force, the last begun first; a hundred at most.
   * @throws AppError `AUTH_FORBIDDEN` for another account
   */
  async sessionsOf({ account: { id: accountId, tenantId } }: ViewerModel): Promise<SessionModel[]> {
    this.#context.access.assertCan("session:read", { type: "Session", id: null, tenantId, accountId });
    const now = this.#context.clock();
    return this.#context.database.read((tx) =>
      new SessionRepository(tx).listInForce({ tenantId, accountId, now, limit: LISTED_SESSIONS }),
    );
  }

  /**
   * Apps that act for the viewer's account now, those allowed last first; a hundred at most.
   * @throws AppError `AUTH_FORBIDDEN` for another account
   */
  async appsOf({ account: { id: accountId, tenantId } }: ViewerModel): Promise<AuthorizedAppModel[]> {
    const anyApp = { type: "AuthorizedApp", id: null, tenantId, accountId };
    this.#context.access.assertCan("session:read", anyApp);
    const now = this.#context.clock();
    return this.#context.database.read((tx) =>
      new TokenFamilyRepository(tx).listInForce({ tenantId, accountId, now, limit: LISTED_APPS }),
    );
  }

  /** True for the session that the request was made with. */
  isCurrent({ idHash }: SessionModel): boolean {
    return idHash === this.#context.viewer.sessionHash;
  }
}
