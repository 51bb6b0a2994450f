import type { Tx } from "#shared/db/database.ts";
import type { Confidentiality } from "#shared/auth/confidentiality.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { BOOKING_PROBLEMS, planBooking, type BookingPlan, type BookingSituation } from "../domain/booking.ts";
import { DAY_MS, type Interval } from "../domain/interval.ts";
import { fittingResources, hoursOfService } from "../domain/service-needs.ts";
import { appointmentAttributes, patientAttributes } from "../policies.ts";
import type { AppointmentRow } from "../repositories/appointment-repository.ts";
import type { ServiceTypeRow } from "../repositories/service-type-repository.ts";
import { SituationRepository, type Situation } from "../repositories/situation-repository.ts";
import { bindingRules } from "./binding-rules.ts";

/** No service with its buffers is longer (a constraint says so): what may collide lies within it. */
const LONGEST_BLOCK_MS = DAY_MS;

/** Why no time at all can be had for a patient. */
export const LOOK_PROBLEMS = [
  "CLINIC_NOT_FOUND",
  "SERVICE_TYPE_NOT_FOUND",
  "PATIENT_NOT_FOUND",
  "TIER_TOO_LOW",
] as const;

/** One of {@link LOOK_PROBLEMS}. */
export type LookProblem = (typeof LOOK_PROBLEMS)[number];

/** Why a time cannot be had for a patient. */
export const PLAN_PROBLEMS = [...BOOKING_PROBLEMS, ...LOOK_PROBLEMS] as const;

/** One of {@link PLAN_PROBLEMS}. */
export type PlanProblem = (typeof PLAN_PROBLEMS)[number];

/** True for a code of {@link PLAN_PROBLEMS}. */
export function isPlanProblem(code: string): code is PlanProblem {
  return PLAN_PROBLEMS.some((problem) => problem === code);
}

/** What is wanted for a patient. */
export interface Wanted {
  readonly clinicId: string;
  readonly serviceTypeId: string;
  readonly practitionerId: string;
  readonly patientId: string;
  readonly confidentiality: Confidentiality;
  /** Also when the practitioner is taken, as far as the clinic allows its staff. */
  readonly overbook: boolean;
  /** What this hold takes does not count, and is taken again where that can be. */
  readonly hold: { readonly id: string; readonly resourceIds: readonly string[] } | null;
}

/** A time that is wanted for a patient; milliseconds since the epoch. */
export type WantedTime = Wanted & { readonly startsAt: number };

/** Whose the appointment will be, and where. */
export type AppointmentOwner = Pick<
  AppointmentRow,
  | "tenantId"
  | "patientId"
  | "practitionerId"
  | "region"
  | "confidentiality"
  | "consent"
  | "guardianship"
  | "clinicId"
  | "serviceTypeId"
>;

/** A time that the patient can have. */
export interface PlannedTime {
  readonly owner: AppointmentOwner;
  readonly plan: BookingPlan;
  /** True when holds that have expired are still in the way in the database. */
  readonly isBehindExpiredHolds: boolean;
  readonly problem: null;
}

/** Outcome of {@link planForPatient}, and of planning one of several times. */
export type PatientPlan = PlannedTime | { readonly problem: PlanProblem };

/** Plans times for a patient, one after the other: what was planned before is taken for what follows. */
export interface PatientPlanner {
  readonly owner: AppointmentOwner;
  plan(startsAtMs: number): PatientPlan;
}

/**
 * Finds out whether a patient can have a time, with nobody else booking with the practitioner until the transaction ends.
 * @throws AppError `AUTH_FORBIDDEN`
 */
export async function planForPatient(
  context: RequestContext,
  tx: Tx,
  { startsAt, ...wanted }: WantedTime,
): Promise<PatientPlan> {
  const { planner, problem } = await findPlanner(context, tx, wanted, [startsAt]);
  return problem === null ? planner.plan(startsAt) : { problem };
}

/** What {@link findPlanner} finds. */
export type FoundPlanner =
  | { readonly planner: PatientPlanner; readonly problem: null }
  | { readonly planner: null; readonly problem: LookProblem };

/**
 * Reads all that decides about some times for a patient, in one statement, with nobody else booking with the practitioner until
 * the transaction ends.
 * @throws AppError `AUTH_FORBIDDEN`
 */
export async function findPlanner(
  context: RequestContext,
  tx: Tx,
  wanted: Wanted,
  startsAtMs: readonly number[],
): Promise<FoundPlanner> {
  const { access, viewer } = context;
  const tenantId = requireTenant(viewer);
  const { clinicId, serviceTypeId, practitionerId, patientId, confidentiality } = wanted;
  const situation = await new SituationRepository(tx).findAlone(
    {
      ...{ tenantId, clinicId, patientId },
      except: wanted.hold && { holdId: wanted.hold.id },
      serviceTypeIds: [serviceTypeId],
      practitionerIds: [practitionerId],
      windows: startsAtMs.map(collisionWindow),
    },
    [practitionerId],
  );
  if (situation === undefined) return none("CLINIC_NOT_FOUND");
  const { clinic, patient } = situation;
  const [serviceType] = situation.serviceTypes;
  if (serviceType === undefined) return none("SERVICE_TYPE_NOT_FOUND");
  if (patient === null) {
    access.noteHidden("appointment:book", { type: "Patient", id: patientId, tenantId, patientId });
    return none("PATIENT_NOT_FOUND");
  }
  // The region of an appointment is the clinic's: that it may be booked there does not say for whom.
  access.assertCan("patient:reference", patientAttributes(patient));
  const { region } = clinic;
  const { consent, guardianship } = patient;
  const booked = { tenantId, patientId, practitionerId, region, confidentiality, consent, guardianship };
  if (isOnlyTierTooLow(context, appointmentAttributes({ id: null, ...booked }), serviceType)) {
    return none("TIER_TOO_LOW");
  }
  const owner = { ...booked, clinicId, serviceTypeId };
  return { planner: plannerOf(context, { wanted, owner, situation, serviceType }), problem: null };
}

function plannerOf(
  { viewer, clock }: RequestContext,
  {
    wanted,
    owner,
    situation,
    serviceType,
  }: {
    readonly wanted: Wanted;
    readonly owner: AppointmentOwner;
    readonly situation: Situation;
    readonly serviceType: ServiceTypeRow;
  },
): PatientPlanner {
  const { practitionerId, patientId } = owner;
  const rules = bindingRules(viewer, serviceType);
  const { busy, ...fixed } = bookingSituation(situation, serviceType);
  const taken = [...busy];
  return {
    owner,
    plan: (startsAtMs) => {
      const { plan, problem } = planBooking(
        {
          ...{ practitionerId, patientId, startsAtMs, nowMs: clock().getTime(), rules },
          preferredIds: wanted.hold?.resourceIds ?? [],
          // Who is bound by rules is not of the clinic's staff.
          lastLane: wanted.overbook && rules === null ? situation.clinic.overbookingLimit : 0,
        },
        { ...fixed, busy: taken },
      );
      if (problem !== null) return { problem };
      taken.push(
        { resourceId: practitionerId, lane: plan.lane, ...plan.taken },
        { resourceId: patientId, ...plan.seen },
        ...[plan.roomId, ...plan.deviceIds].map((resourceId) => ({ resourceId, ...plan.taken })),
      );
      return { owner, plan, isBehindExpiredHolds: situation.isBehindExpiredHolds, problem: null };
    },
  };
}

function none(problem: LookProblem): FoundPlanner {
  return { planner: null, problem };
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
    ...hoursOfService(serviceType, situation),
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
