import { createEntityLoader, type EntityLoader } from "#shared/graphql/entity-loader.ts";
import type { RequestContext } from "#shared/graphql/request-context.ts";
import { PatientRepository, type PatientRow } from "./repositories/patient-repository.ts";
import { PractitionerRepository, type PractitionerRow } from "./repositories/practitioner-repository.ts";
import { UserRepository, type UserRow } from "./repositories/user-repository.ts";

/** Loaders of one request. */
export interface Loaders {
  readonly users: EntityLoader<UserRow>;
  readonly patients: EntityLoader<PatientRow>;
  readonly practitioners: EntityLoader<PractitionerRow>;
}

/** Makes the loaders of one request. */
export function createLoaders({ database, viewer: { tenantId } }: RequestContext): Loaders {
  return {
    users: createEntityLoader({
      database,
      tenantId,
      findByIds: (tx, input) => new UserRepository(tx).findByIds(input),
    }),
    patients: createEntityLoader({
      database,
      tenantId,
      findByIds: (tx, input) => new PatientRepository(tx).findByIds(input),
    }),
    practitioners: createEntityLoader({
      database,
      tenantId,
      findByIds: (tx, input) => new PractitionerRepository(tx).findByIds(input),
    }),
  };
}
