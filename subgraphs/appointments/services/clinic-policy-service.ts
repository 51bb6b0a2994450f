import { z } from "zod";
import type { Tx } from "#shared/db/database.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { clinicAttributes } from "../policies.ts";
import { ClinicRepository, type ClinicRow } from "../repositories/clinic-repository.ts";
import { within } from "./input-fields.ts";

const MOST_REMINDERS = 5;

const hours = within(0, 720);
const percent = within(0, 100);

const updateInput = z.object({
  clinicId: entityId,
  version: z.int().nullish(),
  freeCancellationHours: hours.nullish(),
  lateCancellationFeePercent: percent.nullish(),
  noShowFeePercent: percent.nullish(),
  overbookingLimit: within(0, 10).nullish(),
  reminderHoursBefore: z
    .array(within(1, 336))
    .max(MOST_REMINDERS, `Must have at most ${String(MOST_REMINDERS)} values.`)
    .transform((values) => [...new Set(values)].sort((a, b) => a - b))
    .nullish(),
  waitlistOfferMinutes: within(5, 1_440).nullish(),
});
type UpdateInput = z.infer<typeof updateInput>;

const FIELDS = [
  ...([
    "freeCancellationHours",
    "lateCancellationFeePercent",
    "noShowFeePercent",
    "overbookingLimit",
  ] as const),
  ...(["reminderHoursBefore", "waitlistOfferMinutes"] as const),
] as const;

/** Why no policy was changed. */
export type UpdatePolicyProblem = "CLINIC_NOT_FOUND" | "VERSION_CONFLICT";

/** Outcome of {@link ClinicPolicyService.update}. */
export type UpdatePolicyOutcome =
  | { readonly clinic: ClinicRow; readonly problem: null }
  | { readonly clinic: null; readonly problem: UpdatePolicyProblem };

/** Changes what clinics ask of their patients. */
export class ClinicPolicyService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Changes the named parts of a clinic's policy, with the audit entry in the same transaction. What is as it was makes no new
   * version.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`
   */
  async update(input: unknown): Promise<UpdatePolicyOutcome> {
    const wanted = parseInput(updateInput, input);
    return this.#context.database.write((tx, record) => this.#updateOnce(tx, record, wanted));
  }

  async #updateOnce(tx: Tx, record: ChangeRecord, input: UpdateInput): Promise<UpdatePolicyOutcome> {
    const { access, viewer, clock } = this.#context;
    const clinics = new ClinicRepository(tx);
    const current = await clinics.findForChange({ tenantId: requireTenant(viewer), id: input.clinicId });
    if (current === undefined) return refused("CLINIC_NOT_FOUND");
    access.assertCan("clinic:policy:update", clinicAttributes(current));
    if (input.version != null && input.version !== current.policyVersion) return refused("VERSION_CONFLICT");
    const fields = FIELDS.filter(
      (field) => String(input[field] ?? current[field]) !== String(current[field]),
    );
    if (fields.length === 0) return { clinic: current, problem: null };
    const changed: ClinicRow = {
      ...current,
      freeCancellationHours: input.freeCancellationHours ?? current.freeCancellationHours,
      lateCancellationFeePercent: input.lateCancellationFeePercent ?? current.lateCancellationFeePercent,
      noShowFeePercent: input.noShowFeePercent ?? current.noShowFeePercent,
      overbookingLimit: input.overbookingLimit ?? current.overbookingLimit,
      reminderHoursBefore: input.reminderHoursBefore ?? current.reminderHoursBefore,
      waitlistOfferMinutes: input.waitlistOfferMinutes ?? current.waitlistOfferMinutes,
      policyVersion: current.policyVersion + 1,
      updatedAt: clock(),
    };
    await clinics.updatePolicy(changed);
    record.audit({
      category: "CHANGE",
      action: "clinic:policy:update",
      outcome: "SUCCESS",
      entityType: "Clinic",
      entityId: changed.id,
      fields,
      detail: { version: changed.policyVersion },
    });
    return { clinic: changed, problem: null };
  }
}

function refused(problem: UpdatePolicyProblem): UpdatePolicyOutcome {
  return { clinic: null, problem };
}
