import DataLoader from "dataloader";
import { knownActor } from "#drizzle/appointments/schema.ts";
import {
  createGuardianshipLoader,
  type GuardianshipLoader,
} from "#shared/access-decisions/guardianship-loader.ts";
import { KnownActors, type KnownActor } from "#shared/access-decisions/known-actors.ts";
import type { Viewer } from "#shared/auth/viewer.ts";
import type { Tx } from "#shared/db/database.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { createEntityLoader, type EntityLoader } from "#shared/graphql/entity-loader.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import {
  AppointmentRepository,
  type AppointmentCount,
  type AppointmentListQuery,
  type AppointmentRow,
} from "./repositories/appointment-repository.ts";
import { ClinicalRepository, type ClinicalRow } from "./repositories/clinical-repository.ts";
import { ClinicRepository, type ClinicRow } from "./repositories/clinic-repository.ts";
import { GuardianshipRepository } from "./repositories/guardianship-repository.ts";
import { KnownPatientRepository, type KnownPatientRow } from "./repositories/known-patient-repository.ts";
import { DeviceRepository, type DeviceRow } from "./repositories/device-repository.ts";
import { RoomRepository, type RoomRow } from "./repositories/room-repository.ts";
import {
  ScheduleRepository,
  type PractitionerReference,
  type ScheduleRow,
} from "./repositories/schedule-repository.ts";
import { ServiceTypeRepository, type ServiceTypeRow } from "./repositories/service-type-repository.ts";
import { SlotHoldRepository, type SlotHoldRow } from "./repositories/slot-hold-repository.ts";
import { WaitlistOfferRepository, type WaitlistOfferRow } from "./repositories/waitlist-offer-repository.ts";
import {
  WaitlistRepository,
  type WaitlistEntryListQuery,
  type WaitlistEntryRow,
} from "./repositories/waitlist-repository.ts";

/** One list: whose, and what of it. */
interface ListKey<Query> {
  readonly ownerId: string;
  readonly query: Query;
}

/** One list of appointments: whose, and which page of it. */
export type AppointmentListKey = ListKey<AppointmentListQuery>;

/** Loads all rows of a clinic, many clinics in one statement. */
export type ClinicPartLoader<Row> = DataLoader<string, Row[]>;

/** Loaders of one request. */
export interface Loaders {
  readonly clinics: EntityLoader<ClinicRow>;
  readonly rooms: EntityLoader<RoomRow>;
  readonly devices: EntityLoader<DeviceRow>;
  readonly serviceTypes: EntityLoader<ServiceTypeRow>;
  readonly appointments: EntityLoader<AppointmentRow>;
  /** By the appointment's id. */
  readonly clinicalParts: EntityLoader<ClinicalRow>;
  readonly patients: EntityLoader<KnownPatientRow>;
  readonly practitioners: EntityLoader<PractitionerReference>;
  readonly actors: EntityLoader<KnownActor>;
  /** Of whichever account, to explain decisions. */
  readonly guardianships: GuardianshipLoader;
  readonly roomsOfClinic: ClinicPartLoader<RoomRow>;
  readonly devicesOfClinic: ClinicPartLoader<DeviceRow>;
  readonly serviceTypesOfClinic: ClinicPartLoader<ServiceTypeRow>;
  readonly schedulesOfClinic: ClinicPartLoader<ScheduleRow>;
  /** Rows of one page, and one more when there is a next page. */
  readonly appointmentPages: DataLoader<AppointmentListKey, AppointmentRow[], string>;
  /** How many a list has, by what of an appointment the policies read. */
  readonly appointmentCounts: DataLoader<AppointmentListKey, AppointmentCount[], string>;
  /** Rows of one page of a patient's entries, and one more when there is a next page. */
  readonly waitlistPages: DataLoader<ListKey<WaitlistEntryListQuery>, WaitlistEntryRow[], string>;
  /** By the entry's id: what it is offered now. */
  readonly openOffers: DataLoader<string, WaitlistOfferRow | null>;
  /** What is kept free for a patient now, by start. */
  readonly slotHoldsOfPatient: DataLoader<string, SlotHoldRow[]>;
}

/** Makes the loaders of one request. */
export function createLoaders(context: RequestContext): Loaders {
  const { database, viewer } = context;
  const byId = { database, tenantId: viewer.tenantId };
  return {
    clinics: createEntityLoader({
      ...byId,
      findByIds: (tx, input) => new ClinicRepository(tx).findByIds(input),
    }),
    rooms: createEntityLoader({ ...byId, findByIds: (tx, input) => new RoomRepository(tx).findByIds(input) }),
    devices: createEntityLoader({
      ...byId,
      findByIds: (tx, input) => new DeviceRepository(tx).findByIds(input),
    }),
    serviceTypes: createEntityLoader({
      ...byId,
      findByIds: (tx, input) => new ServiceTypeRepository(tx).findByIds(input),
    }),
    appointments: createEntityLoader({
      ...byId,
      findByIds: (tx, input) => new AppointmentRepository(tx).findByIds(input),
    }),
    clinicalParts: createEntityLoader({
      ...byId,
      findByIds: (tx, input) => new ClinicalRepository(tx).findByIds(input),
    }),
    patients: createEntityLoader({
      ...byId,
      findByIds: (tx, input) => new KnownPatientRepository(tx).findByIds(input),
    }),
    practitioners: createEntityLoader({
      ...byId,
      findByIds: (tx, input) => new ScheduleRepository(tx).findPractitioners(input),
    }),
    ...loadersToExplain(context),
    roomsOfClinic: partsOfClinic(context, (tx, input) => new RoomRepository(tx).findByClinicIds(input)),
    devicesOfClinic: partsOfClinic(context, (tx, input) => new DeviceRepository(tx).findByClinicIds(input)),
    serviceTypesOfClinic: partsOfClinic(context, (tx, input) =>
      new ServiceTypeRepository(tx).findByClinicIds(input),
    ),
    schedulesOfClinic: partsOfClinic(context, (tx, input) =>
      new ScheduleRepository(tx).findByClinicIds(input),
    ),
    appointmentPages: perList(context, loadPages),
    appointmentCounts: perList(context, loadCountsFor(viewer)),
    ...loadersOfWaitlist(context),
  };
}

function loadersOfWaitlist(
  context: RequestContext,
): Pick<Loaders, "waitlistPages" | "openOffers" | "slotHoldsOfPatient"> {
  const { database, viewer } = context;
  return {
    waitlistPages: perList(context, async (tx, input: OwnersQuery<WaitlistEntryListQuery>) => {
      const rows = await new WaitlistRepository(tx).findPages(input);
      const byPatient = Map.groupBy(rows, ({ patientId }) => patientId);
      return (patientId) => byPatient.get(patientId) ?? [];
    }),
    openOffers: new DataLoader(async (entryIds: readonly string[]) => {
      const tenantId = requireTenant(viewer);
      const rows = await database.read((tx) =>
        new WaitlistOfferRepository(tx).findOpen({ tenantId, entryIds }),
      );
      const byEntry = new Map(rows.map((row) => [row.entryId, row]));
      return entryIds.map((entryId) => byEntry.get(entryId) ?? null);
    }),
    slotHoldsOfPatient: new DataLoader(async (patientIds: readonly string[]) => {
      const tenantId = requireTenant(viewer);
      const rows = await database.read((tx) => new SlotHoldRepository(tx).findLive({ tenantId, patientIds }));
      const byPatient = Map.groupBy(rows, ({ patientId }) => patientId);
      return patientIds.map((patientId) => byPatient.get(patientId) ?? []);
    }),
  };
}

/** What the decisions about other accounts are explained by. */
function loadersToExplain(context: RequestContext): Pick<Loaders, "actors" | "guardianships"> {
  const { database, viewer } = context;
  return {
    actors: createEntityLoader({
      ...{ database, tenantId: viewer.tenantId },
      findByIds: (tx, input) => new KnownActors(tx, knownActor).findByIds(input),
    }),
    guardianships: createGuardianshipLoader(context, (tx, input) =>
      new GuardianshipRepository(tx).findInForce(input),
    ),
  };
}

/**
 * The row that a foreign key promises to be there and row-level security lets every reader see.
 * @throws AppError `INTERNAL` when it is not
 */
export async function loadPromised<Row>(loader: EntityLoader<Row>, id: string): Promise<Row> {
  const row = await loader.load(id);
  if (row === null) throw new AppError("INTERNAL");
  return row;
}

function partsOfClinic<Row extends { readonly clinicId: string }>(
  { database, viewer }: RequestContext,
  findByClinicIds: (
    tx: Tx,
    input: { readonly tenantId: string; readonly clinicIds: readonly string[] },
  ) => Promise<readonly Row[]>,
): ClinicPartLoader<Row> {
  return new DataLoader(async (clinicIds: readonly string[]) => {
    const tenantId = requireTenant(viewer);
    const rows = await database.read((tx) => findByClinicIds(tx, { tenantId, clinicIds }));
    const byClinic = Map.groupBy(rows, ({ clinicId }) => clinicId);
    return clinicIds.map((clinicId) => byClinic.get(clinicId) ?? []);
  });
}

/** What one statement answers: the same query for many owners. */
interface OwnersQuery<Query> {
  readonly tenantId: string;
  readonly ownerIds: readonly string[];
  readonly query: Query;
}

/** Owners that ask the same share one statement, so that a page of a hundred patients needs no more than one. */
function perList<Query, Value>(
  { database, viewer }: RequestContext,
  load: (tx: Tx, input: OwnersQuery<Query>) => Promise<(ownerId: string) => Value>,
): DataLoader<ListKey<Query>, Value, string> {
  return new DataLoader<ListKey<Query>, Value, string>(
    async (keys) => {
      const tenantId = requireTenant(viewer);
      const answers = new Map<string, Promise<(ownerId: string) => Value>>();
      const answerTo = (query: Query): Promise<(ownerId: string) => Value> => {
        const question = JSON.stringify(query);
        const known = answers.get(question);
        if (known !== undefined) return known;
        const asking = keys.filter((key) => JSON.stringify(key.query) === question);
        const ownerIds = asking.map(({ ownerId }) => ownerId);
        const answer = database.read((tx) => load(tx, { tenantId, ownerIds, query }));
        answers.set(question, answer);
        return answer;
      };
      return Promise.all(keys.map(async ({ ownerId, query }) => (await answerTo(query))(ownerId)));
    },
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

async function loadPages(
  tx: Tx,
  input: OwnersQuery<AppointmentListQuery>,
): Promise<(ownerId: string) => AppointmentRow[]> {
  const rows = await new AppointmentRepository(tx).findPages(input);
  const isOfPatient = input.query.ownerKind === "PATIENT";
  const byOwner = Map.groupBy(rows, ({ patientId, practitionerId }) =>
    isOfPatient ? patientId : practitionerId,
  );
  return (ownerId) => byOwner.get(ownerId) ?? [];
}

function loadCountsFor(viewer: Viewer) {
  return async (
    tx: Tx,
    { query, ...owners }: OwnersQuery<AppointmentListQuery>,
  ): Promise<(ownerId: string) => AppointmentCount[]> => {
    const counts = await new AppointmentRepository(tx).countPerOwner({ ...owners, ...query, viewer });
    const byOwner = Map.groupBy(counts, ({ ownerId }) => ownerId);
    return (ownerId) => byOwner.get(ownerId) ?? [];
  };
}
