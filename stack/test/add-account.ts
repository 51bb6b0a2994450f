import type postgres from "postgres";
import { newId } from "#shared/db/ids.ts";

/** What an account made by {@link addAccountLike} has otherwise than the one it is like. */
export interface Unlike {
  readonly email?: string;
  readonly tenantId?: string;
  readonly practitionerId?: string;
}

/** Adds an account like the seeded one with that address: its password, and what it may do, but nobody's in particular. */
export async function addAccountLike(
  admin: postgres.Sql,
  like: string,
  { email = `${newId()}@post.example`, tenantId, practitionerId }: Unlike = {},
): Promise<{ readonly id: string; readonly email: string }> {
  const id = newId();
  await admin`
    insert into auth.account (id, tenant_id, email, password_hash, roles, regions, tier, practitioner_id)
    select ${id}, coalesce(${tenantId ?? null}, tenant_id), ${email}, password_hash, roles, regions, tier,
      ${practitionerId ?? null}
    from auth.account where email = ${like}`;
  return { id, email };
}
