import type { Action } from "#shared/auth/policies.ts";
import type { Tx } from "#shared/db/database.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { clinicAttributes } from "../policies.ts";
import { ClinicRepository, type ClinicRow } from "../repositories/clinic-repository.ts";

/**
 * The open clinic, if the viewer may see it.
 * @throws AppError `AUTH_FORBIDDEN` when the viewer may see it and not do this with it
 */
export async function findOpenClinic(
  { access, viewer }: RequestContext,
  tx: Tx,
  { id, action }: { readonly id: string; readonly action: Action },
): Promise<ClinicRow | undefined> {
  const tenantId = requireTenant(viewer);
  access.assertCanOnSome(action);
  const [row] = await new ClinicRepository(tx).findByIds({ tenantId, ids: [id] });
  if (row?.deletedAt !== null) {
    access.noteHidden(action, { type: "Clinic", id, tenantId, patientId: null });
    return undefined;
  }
  access.assertCan(action, clinicAttributes(row));
  return row;
}
