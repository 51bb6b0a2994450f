import type { RequestContext } from "#shared/graphql/request-context.ts";
import type { ViewerModel } from "../mappers.ts";
import { AccountRepository } from "../repositories/account-repository.ts";

/** Tells who is signed in. */
export class ViewerService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /** The account that the request speaks for, with its tenant; null when it speaks for none. */
  async current(): Promise<ViewerModel | null> {
    const { accountId, tenantId } = this.#context.viewer;
    if (accountId === null || tenantId === null) return null;
    const found = await this.#context.database.read((tx) =>
      new AccountRepository(tx).findWithTenant({ tenantId, id: accountId }),
    );
    return found ?? null;
  }
}
