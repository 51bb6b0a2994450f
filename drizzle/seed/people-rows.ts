import { createHash } from "node:crypto";
import {
  totpSealPurpose,
  type account,
  type oauthClient,
  type tenant,
  type totp,
} from "#drizzle/auth/schema.ts";
import type { knownActor, patient, practitioner, user } from "#drizzle/users/schema.ts";
import type { Sealer } from "#shared/crypto/seal.ts";
import { ALL_ACCOUNTS, CLINIC_APPS, PARTNERS, PATIENT_ACCOUNTS } from "./accounts.ts";
import type { RowStamp } from "./clinic-rows.ts";
import { allPatients } from "./patients.ts";
import { TENANTS } from "./places.ts";
import { seededId } from "./seeded-ids.ts";
import { PRACTITIONERS } from "./staff.ts";

/** Rows of the tables that tell who can sign in. */
export interface AccountRows {
  readonly tenants: readonly (typeof tenant.$inferInsert)[];
  readonly accounts: readonly (typeof account.$inferInsert)[];
  readonly totps: readonly (typeof totp.$inferInsert)[];
  readonly oauthClients: readonly (typeof oauthClient.$inferInsert)[];
}

/** Rows of the tables that tell who is who. */
export interface PeopleRows {
  readonly users: readonly (typeof user.$inferInsert)[];
  readonly patients: readonly (typeof patient.$inferInsert)[];
  readonly practitioners: readonly (typeof practitioner.$inferInsert)[];
}

/**
 * Tenants, accounts, authenticator apps, the partner's program and the apps. Every account gets the one password hash:
 * hashing is slow on purpose.
 */
export function accountRows(stamp: RowStamp, passwordHash: string, sealer: Sealer): AccountRows {
  return {
    tenants: Object.values(TENANTS).map((network) => ({ ...network, tenantId: network.id, ...stamp })),
    accounts: ALL_ACCOUNTS.map(
      ({ id, tenantId, email, roles, regions, tier, patientId, practitionerId }) => ({
        ...{ id, tenantId, ...stamp, email, passwordHash },
        ...{ roles: [...roles], regions: [...regions], tier, patientId, practitionerId },
        patientRegion: PATIENT_ACCOUNTS.find((patient) => patient.id === id)?.homeClinic.region ?? null,
        emailVerifiedAt: stamp.createdAt,
      }),
    ),
    totps: ALL_ACCOUNTS.flatMap(({ id: accountId, tenantId, totpSecret }) => {
      if (totpSecret === null) return [];
      const sealedSecret = sealer.seal(totpSecret, totpSealPurpose(accountId));
      const id = seededId("totp", accountId);
      return [{ id, tenantId, ...stamp, accountId, sealedSecret, confirmedAt: stamp.createdAt }];
    }),
    oauthClients: [
      ...PARTNERS.map(({ secret, scopes, ...partner }) => ({
        ...{ ...partner, ...stamp, scopes: [...scopes] },
        secretHash: createHash("sha256").update(secret).digest("base64url"),
        ...{ grantTypes: ["client_credentials"], redirectUris: [], isFirstParty: false },
      })),
      ...Object.values(CLINIC_APPS).map(({ scopes, grantTypes, redirectUris, ...app }) => ({
        ...app,
        ...stamp,
        secretHash: null,
        ...{ scopes: [...scopes], grantTypes: [...grantTypes], redirectUris: [...redirectUris] },
      })),
    ],
  };
}

/** What the other contexts know of accounts. */
export function actorRows(stamp: RowStamp): readonly (typeof knownActor.$inferInsert)[] {
  return ALL_ACCOUNTS.map(({ id, tenantId, roles, regions, tier, patientId, practitionerId }) => ({
    ...{ id, tenantId, ...stamp, roles: [...roles], regions: [...regions], tier },
    ...{ patientId, practitionerId, isDisabled: false },
  }));
}

/** The persons behind accounts, patients and practitioners. */
export function peopleRows(stamp: RowStamp): PeopleRows {
  return {
    users: ALL_ACCOUNTS.map(({ id, tenantId, givenName, familyName, email }) => ({
      ...{ id, tenantId, ...stamp, givenName, familyName, email },
    })),
    patients: allPatients().map(({ clinic, ...person }) => ({
      ...person,
      tenantId: clinic.tenantId,
      ...stamp,
      region: clinic.region,
    })),
    practitioners: PRACTITIONERS.map(({ id, clinic, givenName, familyName, specialty }) => ({
      ...{ id, tenantId: clinic.tenantId, ...stamp, givenName, familyName, specialty },
      accountId: ALL_ACCOUNTS.find(({ practitionerId }) => practitionerId === id)?.id ?? null,
      region: clinic.region,
    })),
  };
}
