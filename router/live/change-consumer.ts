import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { MessageEffect } from "#shared/messaging/apply-once.ts";
import { ChangeRepository, type NewChange } from "./change-repository.ts";

/** What every event about an appointment tells that apps can be told of. */
const appointmentSchema = z.object({
  appointmentId: z.uuid(),
  patientId: z.uuid(),
  practitionerId: z.uuid(),
  previousPractitionerId: z.uuid().optional(),
  version: z.int().positive(),
});

/** What an event about an offer tells: of who waits. */
const offerSchema = z.object({
  waitlistEntryId: z.uuid(),
  patientId: z.uuid(),
  version: z.int().positive(),
});

/**
 * Consumes every event of a changed appointment, and of an offer to who waits: keeps that it has changed. An event that does not tell
 * whose it is tells nobody's app anything, and is passed over.
 */
export const onMessages: MessageEffect = async (tx, messages) => {
  await new ChangeRepository(tx).insert(
    messages.flatMap(({ payload, tenantId }): NewChange[] => {
      const changed = changedAppointment(payload) ?? changedEntry(payload);
      // Not a UUIDv7: that would tell apps when something changed for others.
      return changed === undefined ? [] : [{ ...changed, id: randomUUID(), tenantId }];
    }),
  );
};

type Changed = Omit<NewChange, "id" | "tenantId">;

function changedAppointment(payload: unknown): Changed | undefined {
  const { data: event } = appointmentSchema.safeParse(payload);
  if (event === undefined) return undefined;
  const { appointmentId: entityId, patientId, practitionerId, previousPractitionerId, version } = event;
  const practitionerIds = [practitionerId];
  if (previousPractitionerId !== undefined) practitionerIds.push(previousPractitionerId);
  return { type: "Appointment", entityId, version, patientId, practitionerIds };
}

/** Not for practitioners: whom the patient waits for is not told. */
function changedEntry(payload: unknown): Changed | undefined {
  const { data: event } = offerSchema.safeParse(payload);
  if (event === undefined) return undefined;
  const { waitlistEntryId: entityId, patientId, version } = event;
  return { type: "WaitlistEntry", entityId, version, patientId, practitionerIds: [] };
}
