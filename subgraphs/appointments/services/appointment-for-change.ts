import type { Action } from "#shared/auth/policies.ts";
import type { Tx } from "#shared/db/database.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { appointmentAttributes } from "../policies.ts";
import { AppointmentRepository, type AppointmentForChange } from "../repositories/appointment-repository.ts";

/**
 * The appointment, locked, with the terms of fees, if the viewer may see it.
 * @throws AppError `AUTH_FORBIDDEN` when the viewer may see it and not do this with it
 */
export async function findForChange(
  { access, viewer }: RequestContext,
  tx: Tx,
  { id, action }: { readonly id: string; readonly action: Action },
): Promise<AppointmentForChange | undefined> {
  const tenantId = requireTenant(viewer);
  const found = await new AppointmentRepository(tx).findForChange({ tenantId, id });
  if (found === undefined) access.noteHidden(action, { type: "Appointment", id, tenantId, patientId: null });
  else access.assertCan(action, appointmentAttributes(found.appointment));
  return found;
}
