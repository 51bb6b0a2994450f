import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { appointmentAttributes, clinicAttributes } from "../policies.ts";
import {
  AppointmentRepository,
  type AppointmentPlace,
  type AppointmentRow,
} from "../repositories/appointment-repository.ts";
import { ClinicRepository, type ClinicRow } from "../repositories/clinic-repository.ts";
import { lockClinic } from "../repositories/practitioner-turns.ts";
import { textOf } from "./input-fields.ts";

/** How many appointments that a removal meets are told. */
const MOST_AFFECTED = 100;

/** The name of a clinic, or of what belongs to one. */
export const placeName = textOf(100);

/** The kind of a room or a device. */
export const kindCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,49}$/, "Must be capitals, digits and underscores, such as ECG, 50 at most.");

/** What becomes of removing something, or closing a clinic; `row` is null when nothing was. */
export interface Removal<Row, Problem> {
  readonly row: Row | null;
  /** Appointments to come that it meets. */
  readonly affectedAppointments: AppointmentRow[];
  readonly problem: Problem | null;
}

/**
 * The open clinic, if the viewer may see it, kept from changing until the transaction ends.
 * @throws AppError `AUTH_FORBIDDEN`
 */
export async function findClinicForChange(
  { access, viewer }: RequestContext,
  tx: Tx,
  id: string,
): Promise<ClinicRow | undefined> {
  const tenantId = requireTenant(viewer);
  access.assertCanOnSome("clinic:change");
  const row = await new ClinicRepository(tx).findForChange({ tenantId, id });
  if (row === undefined) {
    access.noteHidden("clinic:change", { type: "Clinic", id, tenantId, patientId: null });
    return undefined;
  }
  access.assertCan("clinic:change", clinicAttributes(row));
  return row;
}

/** True when one of the others has the name, large and small letters alike. */
export function isNameTaken(
  others: readonly { readonly id: string; readonly name: string }[],
  { id, name }: { readonly id: string; readonly name: string },
): boolean {
  return others.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase());
}

/**
 * Waits until nobody books at the clinic; what is removed after it is seen as removed by whoever books then, and
 * {@link affectedAppointments} has all that was booked before.
 */
export async function waitForBookings({ viewer }: RequestContext, tx: Tx, clinicId: string): Promise<void> {
  await lockClinic(tx, { tenantId: requireTenant(viewer), clinicId });
}

/** Appointments to come that a removal meets, as far as the viewer may see them. */
export async function affectedAppointments(
  { access, viewer, clock }: RequestContext,
  tx: Tx,
  at: AppointmentPlace,
): Promise<AppointmentRow[]> {
  const tenantId = requireTenant(viewer);
  const rows = await new AppointmentRepository(tx).findComing({
    tenantId,
    at,
    now: clock(),
    limit: MOST_AFFECTED,
  });
  return rows.filter((row) => access.can("appointment:read", appointmentAttributes(row)));
}

/** Notes the change of a clinic or of what belongs to one. */
export function tellChange(
  record: ChangeRecord,
  action: string,
  {
    entityType,
    entityId,
    fields,
  }: { readonly entityType: string; readonly entityId: string; readonly fields?: string[] },
): void {
  record.audit({
    ...{ category: "CHANGE", action, outcome: "SUCCESS", entityType, entityId },
    ...(fields === undefined ? {} : { fields }),
  });
}
