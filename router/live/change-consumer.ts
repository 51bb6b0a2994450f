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

/**
 * Consumes every event of a changed appointment: keeps that the appointment has changed. An event that does not tell whose appointment it
 * is tells nobody's app anything, and is passed over.
 */
export const onMessages: MessageEffect = async (tx, messages) => {
  await new ChangeRepository(tx).insert(
    messages.flatMap(({ payload, tenantId }): NewChange[] => {
      const { data: event } = appointmentSchema.safeParse(payload);
      if (event === undefined) return [];
      const { appointmentId: entityId, patientId, practitionerId, previousPractitionerId, version } = event;
      const practitionerIds = [practitionerId];
      if (previousPractitionerId !== undefined) practitionerIds.push(previousPractitionerId);
      // Not a UUIDv7: that would tell apps when something changed for others.
      return [
        { id: randomUUID(), tenantId, type: "Appointment", entityId, version, patientId, practitionerIds },
      ];
    }),
  );
};
