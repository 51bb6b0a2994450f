import { Outbox } from "#shared/messaging/outbox.ts";
import { assignResources } from "../domain/imports/assign-resources.ts";
import { conflictsOfHours, MOST_HOURS } from "../domain/imports/hours-row.ts";
import { faultyRows } from "../domain/imports/import-codes.ts";
import type { ImportJobChange } from "../repositories/import-job-repository.ts";
import { ImportJobRepository } from "../repositories/import-job-repository.ts";
import { fittingResources, type FittingResources } from "../domain/service-needs.ts";
import { ImportCheckRepository, type UnassignedRow } from "../repositories/import-check-repository.ts";
import { ImportRowRepository } from "../repositories/import-row-repository.ts";
import { findClinicOffer } from "../repositories/import-catalogue-repository.ts";
import type { ImportPortion } from "./import-work.ts";

const OWNERS_AT_ONCE = 500;
const ROWS_AT_ONCE = 2_000;
/** What there is is looked at for so many days at once: so much of it is held in memory. */
const DAYS_AT_ONCE = 7;

/** Compares all rows with each other and with what there is. */
export async function look(portion: ImportPortion): Promise<void> {
  const { tx, job, now } = portion;
  const check = new ImportCheckRepository(tx, { tenantId: job.tenantId, importId: job.id });
  await check.forget();
  if (job.kind === "APPOINTMENTS") await lookAtAppointments(check, now);
  else await lookAtHours(check);
  await new ImportJobRepository(tx).update(job, {
    step: job.kind === "APPOINTMENTS" ? "ASSIGN" : "JUDGE",
    rowsChecked: await check.countAssigned(),
    updatedAt: now,
  });
}

async function lookAtAppointments(check: ImportCheckRepository, now: Date): Promise<void> {
  await check.markUnchanged();
  await check.markReferencesTwice();
  await check.markClosedClinics();
  await check.markUnknownPatients();
  await check.markTimes(now);
  for (const taken of ["PRACTITIONER", "PATIENT", "ROOM"] as const) await check.markOverlaps(taken);
  for (const taken of ["PRACTITIONER", "PATIENT", "ROOM"] as const) await check.markTaken(taken);
}

async function lookAtHours(check: ImportCheckRepository): Promise<void> {
  await check.markClosedClinics();
  await check.markTooManyHours(MOST_HOURS);
  let after: { readonly clinicId: string; readonly practitionerId: string } | null = null;
  do {
    const hours = await check.findHours(after, OWNERS_AT_ONCE);
    const groups = Map.groupBy(hours, ({ clinicId, practitionerId }) => clinicId + practitionerId);
    await check.markHours([...groups.values()].flatMap(conflictsOfHours));
    after = hours.at(-1) ?? null;
  } while (after !== null);
}

/** Finds rooms and devices for the next rows, by when they are. */
export async function assignPortion({ tx, job, now }: ImportPortion): Promise<void> {
  const check = new ImportCheckRepository(tx, { tenantId: job.tenantId, importId: job.id });
  const rows = await check.findUnassigned({ limit: ROWS_AT_ONCE, days: DAYS_AT_ONCE });
  const [first] = rows;
  const jobs = new ImportJobRepository(tx);
  if (first === undefined) {
    await jobs.update(job, { step: "JUDGE", rowsChecked: job.rowsRead, updatedAt: now });
    return;
  }
  const { clinicId } = first;
  const { services, rooms, devices } = await findClinicOffer(tx, { tenantId: job.tenantId, clinicId });
  const fitting = new Map(
    services.map((service) => [service.id, fittingResources(service, { rooms, devices })]),
  );
  const busy = await check.findBusy({
    clinicId,
    resourceIds: [...rooms, ...devices].map(({ id }) => id),
    fromMs: first.takenFromMs,
    untilMs: Math.max(...rows.map(({ takenUntilMs }) => takenUntilMs)),
    exceptRowIds: rows.map(({ id }) => id),
  });
  await check.assign(assignResources(inOrder(rows, fitting), busy));
  await jobs.update(job, { rowsChecked: job.rowsChecked + rows.length, updatedAt: now });
}

const NOTHING_FITS: FittingResources = { roomIds: [], deviceIdsOfKinds: [] };

/** Who names a room gets it before anybody is given it who takes any. */
function inOrder(
  rows: readonly UnassignedRow[],
  fitting: ReadonlyMap<string, FittingResources>,
): Parameters<typeof assignResources>[0] {
  const needy = rows.map(
    ({ id, practitionerId, wantedRoomId, serviceTypeId, takenFromMs, takenUntilMs }) => ({
      ...{ id, practitionerId, wantedRoomId },
      taken: { fromMs: takenFromMs, untilMs: takenUntilMs },
      fitting: fitting.get(serviceTypeId) ?? NOTHING_FITS,
    }),
  );
  const namesRoom = ({ wantedRoomId }: (typeof needy)[number]): boolean => wantedRoomId !== null;
  return [...needy.filter(namesRoom), ...needy.filter((row) => !namesRoom(row))];
}

/** Counts what was found, and decides how it goes on. */
export async function judge({ tx, job, now, tables, entries }: ImportPortion): Promise<void> {
  const ref = { tenantId: job.tenantId, importId: job.id };
  const rows = new ImportRowRepository(tx);
  const counts = await rows.count(ref);
  const refused = faultyRows(counts);
  // Without a first line that names the columns no row was read, and beyond the last row that is taken none.
  const isSpoilt = job.header === null || Object.hasOwn(counts, "TOO_MANY_ROWS");
  const isRejected = isSpoilt || (refused > 0 && !job.isDryRun);
  const status = isRejected ? "REJECTED" : job.isDryRun ? "CHECKED" : "APPLYING";
  const change: ImportJobChange = {
    ...{ status, counts, rowsChecked: job.rowsRead, checkedAt: now, updatedAt: now },
    ...(isRejected && { endedAt: now }),
  };
  if (isRejected) await rows.forgetReasons(ref);
  await new ImportJobRepository(tx).update(job, change);
  if (status === "APPLYING") return;
  const outbox = new Outbox(job.tenantId, tables);
  outbox.audit(
    entries.make({
      ...{ category: "CHANGE", action: "import:write", outcome: isRejected ? "FAILURE" : "SUCCESS" },
      ...{ entityType: "Import", entityId: job.id },
      detail: { step: status, rows: job.rowsRead, refused },
    }),
  );
  await outbox.flush(tx);
}
