import type { Tx } from "#shared/db/database.ts";
import type { Confidentiality } from "#shared/auth/confidentiality.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import {
  BOOKING_PROBLEMS,
  planBooking,
  type BookingDecision,
  type BookingPlan,
  type BookingSituation,
} from "../domain/booking.ts";
import type { Busy } from "../domain/busy-calendar.ts";
import { DAY_MS, joined, type Interval } from "../domain/interval.ts";
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

/** True for a code of {@link LOOK_PROBLEMS}. */
export function isLookProblem(code: string): code is LookProblem {
  return LOOK_PROBLEMS.some((problem) => problem === code);
}

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

/** Outcome of {@link planForPatient}, and for each time of {@link planTimes}. */
export type PatientPlan = PlannedTime | { readonly problem: PlanProblem };

/**
 * Finds out whether a patient can have a time, with nobody else booking with the practitioner until the transaction ends.
 * @throws AppError `AUTH_FORBIDDEN`
 */
export async function planForPatient(
  context: RequestContext,
  tx: Tx,
  wanted: WantedTime,
): Promise<PatientPlan> {
  const [planned] = await planTimes(context, tx, [wanted], "THROW");
  if (planned === undefined) throw new Error("A time was not planned.");
  return planned.plan;
}

/** What becomes of a time for a patient for whom the viewer may not book: an error, or it is as if there were no such patient. */
type WhenDenied = "THROW" | "HIDE_PATIENT";

/**
 * Finds out, in one statement, which of some times can be had: one after the other, so that what is planned for one is taken for
 * those after it. At most one of them has a hold. Nobody else books with the practitioners until the transaction ends.
 * @throws AppError `AUTH_FORBIDDEN`, unless patients are hidden
 */
export async function planTimes<T extends WantedTime>(
  context: RequestContext,
  tx: Tx,
  wanted: readonly T[],
  whenDenied: WhenDenied,
): Promise<readonly { readonly wanted: T; readonly plan: PatientPlan }[]> {
  const practitionerIds = wanted.map(({ practitionerId }) => practitionerId);
  const hold = wanted.find((one) => one.hold !== null)?.hold ?? null;
  const situations = await new SituationRepository(tx).findAlone(
    {
      tenantId: requireTenant(context.viewer),
      clinicIds: wanted.map(({ clinicId }) => clinicId),
      patientIds: wanted.map(({ patientId }) => patientId),
      except: hold && { holdId: hold.id },
      serviceTypeIds: wanted.map(({ serviceTypeId }) => serviceTypeId),
      practitionerIds,
      windows: joined(wanted.map(({ startsAt }) => collisionWindow(startsAt))),
    },
    practitionerIds,
  );
  const isBehindExpiredHolds = situations.some((situation) => situation.isBehindExpiredHolds);
  const taken = situations.flatMap(({ busy }) => busy);
  const planOf = (one: T): PatientPlan => {
    const found = findPlace(context, situations, one, whenDenied);
    if (found.problem !== null) return found;
    const { owner } = found;
    const { plan, problem } = planAt(context, found, one, taken);
    if (problem !== null) return { problem };
    taken.push(
      { resourceId: owner.practitionerId, lane: plan.lane, ...plan.taken },
      { resourceId: owner.patientId, ...plan.seen },
      ...[plan.roomId, ...plan.deviceIds].map((resourceId) => ({ resourceId, ...plan.taken })),
    );
    return { owner, plan, isBehindExpiredHolds, problem: null };
  };
  return wanted.map((one) => ({ wanted: one, plan: planOf(one) }));
}

/** Whose the appointment would be, and what is known of where. */
interface Place {
  readonly owner: AppointmentOwner;
  readonly situation: Situation;
  readonly serviceType: ServiceTypeRow;
  readonly problem: null;
}

function findPlace(
  context: RequestContext,
  situations: readonly Situation[],
  { clinicId, serviceTypeId, practitionerId, patientId, confidentiality }: Wanted,
  whenDenied: WhenDenied,
): Place | { readonly problem: LookProblem } {
  const { access, viewer } = context;
  const tenantId = requireTenant(viewer);
  const situation = situations.find(({ clinic }) => clinic.id === clinicId);
  if (situation === undefined) return { problem: "CLINIC_NOT_FOUND" };
  const serviceType = situation.serviceTypes.find(({ id }) => id === serviceTypeId);
  if (serviceType === undefined) return { problem: "SERVICE_TYPE_NOT_FOUND" };
  const hidden = (): { readonly problem: LookProblem } => {
    access.noteHidden("appointment:book", { type: "Patient", id: patientId, tenantId, patientId });
    return { problem: "PATIENT_NOT_FOUND" };
  };
  const patient = situation.patients.find(({ id }) => id === patientId);
  if (patient === undefined) return hidden();
  const { region } = situation.clinic;
  const { consent, guardianship } = patient;
  const booked = { tenantId, patientId, practitionerId, region, confidentiality, consent, guardianship };
  const thing = { ...appointmentAttributes({ id: null, ...booked }), minimumTier: "STANDARD" } as const;
  if (whenDenied === "HIDE_PATIENT") {
    const isAllowed =
      access.can("patient:reference", patientAttributes(patient)) && access.can("appointment:book", thing);
    if (!isAllowed) return hidden();
  }
  // The region of an appointment is the clinic's: that it may be booked there does not say for whom.
  access.assertCan("patient:reference", patientAttributes(patient));
  if (isOnlyTierTooLow(context, thing, serviceType)) return { problem: "TIER_TOO_LOW" };
  return { owner: { ...booked, clinicId, serviceTypeId }, situation, serviceType, problem: null };
}

function planAt(
  { viewer, clock }: RequestContext,
  { owner: { practitionerId, patientId }, situation, serviceType }: Place,
  { startsAt: startsAtMs, hold, overbook }: WantedTime,
  taken: readonly Busy[],
): BookingDecision {
  const rules = bindingRules(viewer, serviceType);
  const window = collisionWindow(startsAtMs);
  return planBooking(
    {
      ...{ practitionerId, patientId, startsAtMs, nowMs: clock().getTime(), rules },
      preferredIds: hold?.resourceIds ?? [],
      // Who is bound by rules is not of the clinic's staff.
      lastLane: overbook && rules === null ? situation.clinic.overbookingLimit : 0,
    },
    {
      ...bookingSituation(situation, serviceType, practitionerId),
      busy: taken.filter(({ fromMs, untilMs }) => fromMs < window.untilMs && untilMs > window.fromMs),
    },
  );
}

/**
 * Who may book for the patient, but no service of that tier, is told so as data: another tier would change it.
 * @throws AppError `AUTH_FORBIDDEN` when no tier would
 */
export function isOnlyTierTooLow(
  { access }: RequestContext,
  booked: Attributes,
  { minimumTier }: ServiceTypeRow,
): boolean {
  if (access.can("appointment:book", { ...booked, minimumTier })) return false;
  access.assertCan("appointment:book", { ...booked, minimumTier: "STANDARD" });
  return true;
}

/** A situation as it is for one of the services of the clinic, with one of the practitioners. */
export function bookingSituation(
  situation: Situation,
  serviceType: ServiceTypeRow,
  practitionerId: string,
): BookingSituation {
  const ofService = serviceSituation(situation, serviceType);
  return {
    ...{ ...ofService, ...hoursOfService({ practitionerIds: [practitionerId] }, ofService) },
    busy: situation.busy,
    isPractitionerKnown: situation.knownPractitionerIds.includes(practitionerId),
  };
}

/** A situation as it is for one of the services of the clinic. */
export function serviceSituation(
  situation: Situation,
  serviceType: ServiceTypeRow,
): Omit<BookingSituation, "busy" | "isPractitionerKnown"> {
  return {
    ...hoursOfService(serviceType, situation),
    timeZone: situation.clinic.timeZone,
    timing: serviceType,
    resources: fittingResources(serviceType, situation),
  };
}

/** Everything that can collide with a service that starts then. */
export function collisionWindow(startsAtMs: number): Interval {
  return { fromMs: startsAtMs - LONGEST_BLOCK_MS, untilMs: startsAtMs + LONGEST_BLOCK_MS };
}
