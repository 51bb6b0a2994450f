import { openDatabase, type Database } from "#shared/db/database.ts";
import { inbox, outbox, outboxSequence, parkedMessage } from "#drizzle/appointments/schema.ts";
import { newId } from "#shared/db/ids.ts";
import { createLogger } from "#shared/logging/logger.ts";
import { startSubgraph, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { expect } from "vitest";
import { workOnImports } from "../services/import-work.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import { ImportClient, workItOff, type ImportShown } from "./import-client.ts";
import { clearAppointments, createWorld, NOW, type World } from "./world.ts";

export const HEADER = "reference,clinic,service,practitioner_id,patient_id,room,starts_at,status,reason\n";
/** Says nothing. */
export const logger = createLogger({ service: "test", level: "silent" });
export const tables = { inbox, outbox, outboxSequence, parkedMessage };

export let harness: SubgraphHarness;
export let world: World;
export let client: ImportClient;
export let database: Database;

/** Starts what the tests of imports share: a subgraph without background work, and a pool of those who work on imports. */
export async function startScene(): Promise<void> {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
  client = new ImportClient(harness);
  database = openDatabase({
    url: harness.database.urlFor("appointments_app"),
    maxConnections: 3,
    applicationName: "imports-test",
  });
}

export async function stopScene(): Promise<void> {
  await database.close();
  await harness.stop();
}

export async function clearScene(): Promise<void> {
  await clearAppointments(harness);
  await harness.admin`truncate appointments.import_job, appointments.import_part, appointments.import_row`;
}

export const work = (): Promise<void> => workItOff({ database, clock: () => NOW, logger });

/** A row; what is left out is right. */
export function row(
  values: Partial<
    Record<
      "ref" | "clinic" | "service" | "practitioner" | "patient" | "room" | "at" | "status" | "reason",
      string
    >
  > = {},
): string {
  return [
    values.ref ?? `ref-${newId()}`,
    values.clinic ?? "Mitte",
    values.service ?? "Check",
    values.practitioner ?? world.practitionerId,
    values.patient ?? world.patientId,
    values.room ?? "",
    values.at ?? "2026-03-10T10:00",
    values.status ?? "BOOKED",
    values.reason ?? "",
  ].join(",");
}

/** Lets nobody write into a table. */
export async function whileLocked(table: string, act: () => Promise<void>): Promise<void> {
  await harness.admin.begin(async (tx) => {
    await tx`lock table ${tx(`appointments.${table}`)} in exclusive mode`;
    await act();
  });
}

/** Resolves when so many statements wait for a lock. */
export async function untilSomebodyWaits(count: number): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await harness.admin`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
        ).length,
    )
    .toBe(count);
}

export async function importFile(
  file: string | Buffer,
  options: { isDryRun?: boolean; partBytes?: number } = {},
): Promise<ImportShown> {
  const id = await client.send(world.viewers.admin, "APPOINTMENTS", file, options);
  await work();
  return client.shown(world.viewers.admin, id);
}

export const rowsOf = async (table: string): Promise<number> =>
  (await harness.admin`select 1 from ${harness.admin(`appointments.${table}`)}`).length;

const BOOK = `mutation ($input: BookAppointmentInput!) {
  bookAppointment(input: $input) { appointment { id } userErrors { code } } }`;
export const bookAt = async (startsAt: string, practitionerId = world.practitionerId): Promise<unknown> => {
  const { clinicId, checkId: serviceTypeId, otherPatientId: patientId } = world;
  const input = { clinicId, serviceTypeId, practitionerId, patientId, startsAt };
  const { data, errors } = await harness.execute(world.viewers.admin, BOOK, { input });
  return errors?.[0]?.extensions["code"] ?? data.bookAppointment.userErrors[0]?.code ?? "BOOKED";
};

/** Does one portion after the other until the import has that status. */
export async function workUntil(id: string, status: string): Promise<void> {
  for (let portions = 0; portions < 20; portions += 1) {
    if ((await client.shown(world.viewers.admin, id)).status === status) return;
    await workOnImports({ database, tables, clock: () => NOW, logger });
  }
  throw new Error(`It never was ${status}.`);
}
