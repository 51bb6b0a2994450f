import { hash, randomUUID } from "node:crypto";
import type postgres from "postgres";
import { ACCOUNTS, seededWard } from "#drizzle/seed/world.ts";
import { newTypedCode } from "#shared/crypto/typed-code.ts";
import { newId } from "#shared/db/ids.ts";
import type { Preparation } from "./permission-operations.ts";
import type { Things } from "./permission-world.ts";

const FAR = "2999-01-01";

/** A guardianship that somebody has taken, with a value in each field when it has ended; answers its id. */
export async function insertGuardianship(
  admin: postgres.Sql,
  of: { readonly patientId: string; readonly accountId: string },
  endedAt: Date | null,
): Promise<string> {
  const id = newId();
  // The one with a value in each field is the first of the list, whatever is made later.
  const invitedAt = endedAt === null ? new Date() : new Date("2998-01-01");
  await admin`
    insert into users.guardianship (id, tenant_id, created_at, patient_id, region, relationship, scopes, basis, invited_by,
      code_hash, code_expires_at, guardian_account_id, guardian_given_name, guardian_family_name, started_at, expires_at, ended_at)
    select ${id}, tenant_id, ${invitedAt}, id, region, 'OTHER', '{APPOINTMENT_READ}', 'STAFF_VERIFIED', ${newId()},
      ${id}, ${FAR}, ${of.accountId}, 'Given', 'Family', now(), ${FAR}, ${endedAt}
    from users.patient where id = ${of.patientId}`;
  return id;
}

/** An invitation to act for whom the seeded patient acts for already; answers its code. */
async function insertInvitation(admin: postgres.Sql): Promise<string> {
  const code = newTypedCode();
  await admin`
    insert into users.guardianship (id, tenant_id, patient_id, region, relationship, scopes, basis, invited_by, code_hash,
      code_expires_at)
    select ${newId()}, tenant_id, id, region, 'MOTHER', '{APPOINTMENT_READ,APPOINTMENT_BOOK,APPOINTMENT_CHANGE}',
      'STAFF_VERIFIED', ${ACCOUNTS.support.id}, ${hash("sha256", code.replaceAll("-", ""), "base64url")}, ${FAR}
    from users.patient where id = ${seededWard().id}`;
  return code;
}

/** Says how to ask for a mutation of guardianships about these things. */
export async function prepareGuardianship(
  admin: postgres.Sql,
  root: "inviteGuardian" | "acceptGuardianship" | "endGuardianship",
  { patientId, makeGuardianship }: Things,
): Promise<Preparation> {
  switch (root) {
    case "inviteGuardian": {
      const evidence = randomUUID();
      return {
        rootArguments: `(input: { patientId: "${patientId}", relationship: OTHER, scopes: [APPOINTMENT_READ],
          evidence: "${evidence}" })`,
        hasHappened: async () =>
          (await admin`select from users.outbox where payload::text like ${`%${evidence}%`}`).length > 0,
      };
    }
    case "acceptGuardianship":
      return { rootArguments: `(input: { code: "${await insertInvitation(admin)}" })` };
    case "endGuardianship": {
      const id = await makeGuardianship();
      return {
        rootArguments: `(input: { guardianshipId: "${id}" })`,
        hasHappened: async () =>
          (await admin`select from users.guardianship where id = ${id} and ended_at is not null`).length > 0,
      };
    }
  }
}
