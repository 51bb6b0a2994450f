import DataLoader from "dataloader";
import { knownActor } from "#drizzle/users/schema.ts";
import {
  createGuardianshipLoader,
  type GuardianshipLoader,
} from "#shared/access-decisions/guardianship-loader.ts";
import { KnownActors, type KnownActor } from "#shared/access-decisions/known-actors.ts";
import { createEntityLoader, type EntityLoader } from "#shared/graphql/entity-loader.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { ConsentRepository, type ConsentRow } from "./repositories/consent-repository.ts";
import { GuardianshipRepository, type GuardianshipRow } from "./repositories/guardianship-repository.ts";
import type { PatientModel } from "./mappers.ts";
import {
  DeidentifiedPatientRepository,
  type DeidentifiedPatientRow,
} from "./repositories/deidentified-patient-repository.ts";
import { PatientRepository } from "./repositories/patient-repository.ts";
import { PractitionerRepository, type PractitionerRow } from "./repositories/practitioner-repository.ts";
import { UserRepository, type UserRow } from "./repositories/user-repository.ts";

/** Loaders of one request. */
export interface Loaders {
  readonly users: EntityLoader<UserRow>;
  readonly patients: EntityLoader<PatientModel>;
  readonly deidentifiedPatients: EntityLoader<DeidentifiedPatientRow>;
  readonly practitioners: EntityLoader<PractitionerRow>;
  readonly actors: EntityLoader<KnownActor>;
  /** Of whichever account, to explain decisions. */
  readonly guardianships: GuardianshipLoader;
  readonly consentsOfPatient: DataLoader<string, ConsentRow[]>;
  readonly guardianshipsOfPatient: DataLoader<string, GuardianshipRow[]>;
  /** By the guardian's account. */
  readonly guardianshipsOfUser: DataLoader<string, GuardianshipRow[]>;
}

/** What is masked for who may not know who a patient is. */
export const IDENTITY = { action: "patient:read", maskedFor: "patient:pseudonym:read" } as const;

/** Consents that are shown of one patient. */
const MAX_CONSENTS = 100;
/** Guardianships that are shown of one patient, or one guardian. */
const MAX_GUARDIANSHIPS = 100;

/** Makes the loaders of one request. */
export function createLoaders(context: RequestContext): Loaders {
  const { database, access } = context;
  const { tenantId } = context.viewer;
  const deidentifiedPatients = createEntityLoader({
    database,
    tenantId,
    findByIds: (tx, input) => new DeidentifiedPatientRepository(tx).findByIds(input),
  });
  const patients = createEntityLoader({
    database,
    tenantId,
    findByIds: (tx, input) => new PatientRepository(tx).findByIds(input),
  });
  return {
    consentsOfPatient: consentLoader(context),
    guardianshipsOfPatient: guardianshipLoader(context, "patientId"),
    guardianshipsOfUser: guardianshipLoader(context, "guardianAccountId"),
    actors: createEntityLoader({
      database,
      tenantId,
      findByIds: (tx, input) => new KnownActors(tx, knownActor).findByIds(input),
    }),
    guardianships: createGuardianshipLoader(context, (tx, input) =>
      new GuardianshipRepository(tx).findInForce(input),
    ),
    users: createEntityLoader({
      database,
      tenantId,
      findByIds: (tx, input) => new UserRepository(tx).findByIds(input),
    }),
    deidentifiedPatients,
    patients: access.isMasked(IDENTITY) ? deidentifiedPatients : patients,
    practitioners: createEntityLoader({
      database,
      tenantId,
      findByIds: (tx, input) => new PractitionerRepository(tx).findByIds(input),
    }),
  };
}

/** Consents of many patients in one statement. */
function consentLoader({ database, viewer }: RequestContext): DataLoader<string, ConsentRow[]> {
  return new DataLoader(async (patientIds: readonly string[]) => {
    const tenantId = requireTenant(viewer);
    const rows = await database.read((tx) =>
      new ConsentRepository(tx).findByPatientIds({ tenantId, patientIds, limit: MAX_CONSENTS }),
    );
    const byPatient = Map.groupBy(rows, ({ patientId }) => patientId);
    return patientIds.map((patientId) => byPatient.get(patientId) ?? []);
  });
}

/** Guardianships of many patients, or of many guardians, in one statement. */
function guardianshipLoader(
  { database, viewer }: RequestContext,
  owner: "patientId" | "guardianAccountId",
): DataLoader<string, GuardianshipRow[]> {
  return new DataLoader(async (ownerIds: readonly string[]) => {
    const list = { tenantId: requireTenant(viewer), ownerIds, limit: MAX_GUARDIANSHIPS };
    const rows = await database.read((tx) => {
      const guardianships = new GuardianshipRepository(tx);
      return owner === "patientId"
        ? guardianships.findByPatientIds(list)
        : guardianships.findByAccountIds(list);
    });
    const byOwner = Map.groupBy(rows, (row) => row[owner]);
    return ownerIds.map((ownerId) => byOwner.get(ownerId) ?? []);
  });
}
