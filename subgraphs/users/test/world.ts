import type postgres from "postgres";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerOf } from "#shared/testing/viewers.ts";

/** Rows and viewers that the tests of this subgraph share: two tenants, two patients in two regions, one practitioner. */
export interface World {
  readonly tenantId: string;
  readonly foreignTenantId: string;
  readonly patientId: string;
  readonly otherPatientId: string;
  readonly practitionerId: string;
  readonly userId: string;
  readonly viewers: Readonly<Record<ViewerName, Viewer>>;
}

export type ViewerName =
  | "ownPatient"
  | "otherPatient"
  | "practitioner"
  | "supportInRegion"
  | "supportElsewhere"
  | "admin"
  | "analyst"
  | "partner"
  | "foreignAdmin";

/** Fills a fresh database. */
export async function createWorld(admin: postgres.Sql): Promise<World> {
  const [tenantId, foreignTenantId, patientId, otherPatientId, practitionerId, userId] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ] as const;
  await admin`insert into users."user" (id, tenant_id, given_name, family_name, email)
    values (${userId}, ${tenantId}, 'Asha', 'Rao', 'asha@northwind.example')`;
  await insertPatient(admin, {
    id: patientId,
    tenantId,
    accountId: userId,
    familyName: "Rao",
    region: "eu-central",
  });
  await insertPatient(admin, {
    id: otherPatientId,
    tenantId,
    accountId: null,
    familyName: "Stone",
    region: "in-west",
  });
  await admin`insert into users.practitioner (id, tenant_id, given_name, family_name, specialty, region)
    values (${practitionerId}, ${tenantId}, 'Lena', 'Vogt', 'Dermatology', 'eu-central')`;
  const viewers = {
    ownPatient: viewerOf({ tenantId, roles: ["USER"], accountId: userId, patientId }),
    otherPatient: viewerOf({ tenantId, roles: ["USER"], patientId: otherPatientId }),
    practitioner: viewerOf({ tenantId, roles: ["PRACTITIONER"], practitionerId }),
    supportInRegion: viewerOf({ tenantId, roles: ["SUPPORT"], regions: ["eu-central"] }),
    supportElsewhere: viewerOf({ tenantId, roles: ["SUPPORT"], regions: ["in-west"] }),
    admin: viewerOf({ tenantId, roles: ["ADMIN"] }),
    analyst: viewerOf({ tenantId, roles: ["ANALYST"], regions: ["eu-central"] }),
    partner: viewerOf({
      tenantId,
      roles: ["PARTNER"],
      kind: "CLIENT",
      accountId: null,
      clientId: "partner-lab",
    }),
    foreignAdmin: viewerOf({ tenantId: foreignTenantId, roles: ["ADMIN"] }),
  };
  return { tenantId, foreignTenantId, patientId, otherPatientId, practitionerId, userId, viewers };
}

/** Adds one patient. */
export async function insertPatient(
  admin: postgres.Sql,
  patient: { id: string; tenantId: string; accountId: string | null; familyName: string; region: string },
): Promise<void> {
  const { id, tenantId, accountId, familyName, region } = patient;
  await admin`insert into users.patient
      (id, tenant_id, account_id, given_name, family_name, birth_date, phone, email, region)
    values (${id}, ${tenantId}, ${accountId}, 'Asha', ${familyName}, '1987-02-14', '+4930901820',
      ${`${id}@patients.example`}, ${region})`;
}
