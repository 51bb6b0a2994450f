import { newId } from "#shared/db/ids.ts";
import type { AuthHarness } from "./world.ts";

/** Makes a token that was mailed to reset the password, good for half an hour. */
export async function newMailedToken(
  harness: AuthHarness,
  { tenantId, accountId }: { readonly tenantId: string; readonly accountId: string },
  hash: (token: string) => string,
): Promise<string> {
  const token = newId();
  const now = harness.now();
  await harness.admin`
    insert into auth.mailed_token (id, tenant_id, created_at, account_id, purpose, token_hash, expires_at)
    values (${newId()}, ${tenantId}, ${now}, ${accountId}, 'PASSWORD_RESET', ${hash(token)},
      ${new Date(now.getTime() + 30 * 60_000)})`;
  return token;
}
