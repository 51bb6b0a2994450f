import type { Tx } from "#shared/db/database.ts";
import type { Confidentiality } from "#shared/auth/confidentiality.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { BOOKING_PROBLEMS, planBooking, type BookingPlan, type BookingSituation } from "../domain/booking.ts";
import { DAY_MS, type Interval } from "../domain/interval.ts";
import { fittingResources } from "../domain/service-needs.ts";
import { appointmentAttributes, patientAttributes } from "../policies.ts";
import type { AppointmentRow } from "../repositories/appointment-repository.ts";
import type { ServiceTypeRow } from "../repositories/service-type-repository.ts";
import { SituationRepository, type Situation } from "../repositories/situation-repository.ts";
import { bindingRules } from "./binding-rules.ts";

/** No service with its buffers is longer (a constraint says so): what may collide lies within it. */
const LONGEST_BLOCK_MS = DAY_MS;

/** Why a time cannot be had for a patient. */
export const PLAN_PROBLEMS = [
  ...BOOKING_PROBLEMS,
  "CLINIC_NOT_FOUND",
  "SERVICE_TYPE_NOT_FOUND",
  "PATIENT_NOT_FOUND",
  "TIER_TOO_LOW",
] as const;

/** One of {@link PLAN_PROBLEMS}. */
export type PlanProblem = (typeof PLAN_PROBLEMS)[number];

/** A time that is wanted for a patient. */
export interface WantedTime {
  readonly clinicId: string;
  readonly serviceTypeId: string;
  readonly practitionerId: string;
  readonly patientId: string;
  readonly startsAt: number;
  readonly confidentiality: Confidentiality;
  /** Also when the practitioner is taken, as far as the clinic allows its staff. */
  readonly overbook: boolean;
  /** What this hold takes does not count, and is taken again where that can be. */
  readonly hold: { readonly id: string; readonly resourceIds: readonly string[] } | null;
}

/** Whose the appointment will be, and where. */
export type AppointmentOwner = Pick<
  AppointmentRow,
  | "tenantId"
  | "patientId"
  | "practitionerId"
  | "region"
  | "confidentiality"
  | "consent"
  | "clinicId"
  | "serviceTypeId"
>;

/** Outcome of {@link planForPatient}. */
export type PatientPlan =
  | {
      readonly owner: AppointmentOwner;
      readonly plan: BookingPlan;
      /** True when holds that have expired are still in the way in the database. */
      readonly isBehindExpiredHolds: boolean;
      readonly problem: null;
    }
  | { readonly problem: PlanProblem };

/**
 * Finds out whether a patient can have a time, with nobody else booking with the practitioner until the transaction ends.
 * @throws AppError `AUTH_FORBIDDEN`
 */
export async function planForPatient(
  context: RequestContext,
  tx: Tx,
  wanted: WantedTime,
): Promise<PatientPlan> {
  const { access, viewer, clock } = context;
  const tenantId = requireTenant(viewer);
  const { clinicId, serviceTypeId, practitionerId, patientId, confidentiality } = wanted;
  const situation = await new SituationRepository(tx).findAlone(
    {
      ...{ tenantId, clinicId, patientId },
      except: wanted.hold && { holdId: wanted.hold.id },
      serviceTypeIds: [serviceTypeId],
      practitionerIds: [practitionerId],
      window: collisionWindow(wanted.startsAt),
    },
    [practitionerId],
  );
  if (situation === undefined) return { problem: "CLINIC_NOT_FOUND" };
  const { clinic, patient } = situation;
  const [serviceType] = situation.serviceTypes;
  if (serviceType === undefined) return { problem: "SERVICE_TYPE_NOT_FOUND" };
  if (patient === null) {
    access.noteHidden("appointment:book", { type: "Patient", id: patientId, tenantId, patientId });
    return { problem: "PATIENT_NOT_FOUND" };
  }
  // The region of an appointment is the clinic's: that it may be booked there does not say for whom.
  access.assertCan("patient:reference", patientAttributes(patient));
  const { region } = clinic;
  const owner = { tenantId, patientId, practitionerId, region, confidentiality, consent: patient.consent };
  if (isOnlyTierTooLow(context, appointmentAttributes({ id: null, ...owner }), serviceType)) {
    return { problem: "TIER_TOO_LOW" };
  }
  const rules = bindingRules(viewer, serviceType);
  const { plan, problem } = planBooking(
    {
      ...{ practitionerId, patientId, startsAtMs: wanted.startsAt, nowMs: clock().getTime(), rules },
      preferredIds: wanted.hold?.resourceIds ?? [],
      // Who is bound by rules is not of the clinic's staff.
      lastLane: wanted.overbook && rules === null ? clinic.overbookingLimit : 0,
    },
    bookingSituation(situation, serviceType),
  );
  if (problem !== null) return { problem };
  const { isBehindExpiredHolds } = situation;
  return { owner: { ...owner, clinicId, serviceTypeId }, plan, isBehindExpiredHolds, problem: null };
}

/**
 * Who may book for the patient, but no service of that tier, is told so as data: another tier would change it.
 * @throws AppError `AUTH_FORBIDDEN` when no tier would
 */
function isOnlyTierTooLow(
  { access }: RequestContext,
  booked: Attributes,
  { minimumTier }: ServiceTypeRow,
): boolean {
  if (access.can("appointment:book", { ...booked, minimumTier })) return false;
  access.assertCan("appointment:book", { ...booked, minimumTier: "STANDARD" });
  return true;
}

/** A situation as it is for one of the services of the clinic. */
export function bookingSituation(
  { clinic, arePractitionersKnown, ...situation }: Situation,
  serviceType: ServiceTypeRow,
): BookingSituation {
  return {
    ...situation,
    timeZone: clinic.timeZone,
    timing: serviceType,
    resources: fittingResources(serviceType, situation),
    isPractitionerKnown: arePractitionersKnown,
  };
}

/** Everything that can collide with a service that starts then. */
export function collisionWindow(startsAtMs: number): Interval {
  return { fromMs: startsAtMs - LONGEST_BLOCK_MS, untilMs: startsAtMs + LONGEST_BLOCK_MS };
}
