import { z } from "zod";
import { CONFIDENTIALITIES } from "#shared/auth/confidentiality.ts";
import { newId } from "#shared/db/ids.ts";
import { AppError } from "#shared/errors/app-error.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import type { ChangeRecord } from "#shared/messaging/change-record.ts";
import { requireTenant, type RequestContext } from "#shared/graphql/request-context.ts";
import { idempotencyKey } from "#shared/idempotency/idempotency-key.ts";
import { writeOnce } from "#shared/idempotency/write-once.ts";
import type { Tx } from "#shared/db/database.ts";
import { entityId, instant } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import { BOOKING_PROBLEMS, planBooking, type BookingPlan, type BookingSituation } from "../domain/booking.ts";
import { DAY_MS, type Interval } from "../domain/interval.ts";
import { fittingResources } from "../domain/service-needs.ts";
import { newlyScheduled } from "../domain/appointment-fee.ts";
import { appointmentEvent } from "../events.ts";
import { appointmentAttributes, patientAttributes } from "../policies.ts";
import { AllocationRepository } from "../repositories/allocation-repository.ts";
import { AppointmentRepository, type AppointmentRow } from "../repositories/appointment-repository.ts";
import { ClinicalRepository } from "../repositories/clinical-repository.ts";
import type { ServiceTypeRow } from "../repositories/service-type-repository.ts";
import { SituationRepository, type Situation } from "../repositories/situation-repository.ts";
import { bindingRules } from "./binding-rules.ts";
import { optionalText } from "./input-fields.ts";
import { untilNoOverlap } from "./overlap-retry.ts";

/** No service with its buffers is longer (a constraint says so): what may collide lies within it. */
const LONGEST_BLOCK_MS = DAY_MS;

const bookInput = z.object({
  clinicId: entityId,
  serviceTypeId: entityId,
  practitionerId: entityId,
  patientId: entityId,
  startsAt: instant,
  reason: optionalText,
  confidentiality: z
    .enum(CONFIDENTIALITIES)
    .nullish()
    .transform((confidentiality) => confidentiality ?? "NORMAL"),
  idempotencyKey,
});
type BookInput = z.infer<typeof bookInput>;

const BOOK_PROBLEMS = [
  ...BOOKING_PROBLEMS,
  "CLINIC_NOT_FOUND",
  "SERVICE_TYPE_NOT_FOUND",
  "PATIENT_NOT_FOUND",
  "TIER_TOO_LOW",
] as const;

/** Why nothing was booked. */
export type BookProblem = (typeof BOOK_PROBLEMS)[number];

/** Outcome of {@link BookingService.book}. */
export type BookOutcome =
  | { readonly appointment: AppointmentRow; readonly problem: null }
  | { readonly appointment: null; readonly problem: BookProblem };

/** Books appointments. */
export class BookingService {
  readonly #context: RequestContext;

  constructor(context: RequestContext) {
    this.#context = context;
  }

  /**
   * Books a slot for a patient: the appointment, what it takes, its event and its audit entry, in one transaction.
   * What is known is looked at first, to say what is wrong; the database decides. Whoever loses room after room to
   * others is told that none is free.
   * @throws AppError `VALIDATION_ERROR`, `AUTH_FORBIDDEN`, and those of {@link writeOnce}
   */
  async book(input: unknown): Promise<BookOutcome> {
    const wanted = parseInput(bookInput, input);
    return untilNoOverlap((isLastLook) =>
      writeOnce<BookOutcome, BookProblem>(
        this.#context,
        { mutation: "bookAppointment", input: wanted },
        {
          problems: BOOK_PROBLEMS,
          keep: ({ appointment, problem }) =>
            problem === null ? { id: appointment.id, problem } : { id: null, problem },
          again: async (tx, { id, problem }) =>
            problem === null ? { appointment: await this.#booked(tx, id), problem } : refused(problem),
        },
        (tx, record) => this.#bookOnce(tx, record, wanted, isLastLook),
      ),
    );
  }

  /** What was booked before, as it is now. @throws AppError `RESOURCE_NOT_FOUND`, `AUTH_FORBIDDEN` */
  async #booked(tx: Tx, id: string): Promise<AppointmentRow> {
    const tenantId = requireTenant(this.#context.viewer);
    const [row] = await new AppointmentRepository(tx).findByIds({ tenantId, ids: [id] });
    if (row === undefined) throw new AppError("RESOURCE_NOT_FOUND");
    this.#context.access.assertCan("appointment:read", appointmentAttributes(row));
    return row;
  }

  async #bookOnce(tx: Tx, record: ChangeRecord, input: BookInput, isLastLook: boolean): Promise<BookOutcome> {
    const tenantId = requireTenant(this.#context.viewer);
    const now = this.#context.clock();
    const { clinicId, serviceTypeId, practitionerId, patientId, startsAt: startsAtMs } = input;
    const situation = await new SituationRepository(tx).findAlone(
      {
        ...{ tenantId, clinicId, patientId, exceptAppointmentId: null },
        serviceTypeIds: [serviceTypeId],
        practitionerIds: [practitionerId],
        window: collisionWindow(startsAtMs),
      },
      [practitionerId],
    );
    if (situation === undefined) return refused("CLINIC_NOT_FOUND");
    const { clinic, patient } = situation;
    const [serviceType] = situation.serviceTypes;
    if (serviceType === undefined) return refused("SERVICE_TYPE_NOT_FOUND");
    const { access } = this.#context;
    if (patient === null) {
      access.noteHidden("appointment:book", { type: "Patient", id: patientId, tenantId, patientId });
      return refused("PATIENT_NOT_FOUND");
    }
    // The region of an appointment is the clinic's: that it may be booked there does not say for whom.
    access.assertCan("patient:reference", patientAttributes(patient));
    const { confidentiality, reason } = input;
    const { consent } = patient;
    const owner = { tenantId, patientId, practitionerId, region: clinic.region, confidentiality, consent };
    if (this.#isOnlyTierTooLow(appointmentAttributes({ id: null, ...owner }), serviceType)) {
      return refused("TIER_TOO_LOW");
    }

    const rules = bindingRules(this.#context.viewer, serviceType);
    const { plan, problem } = planBooking(
      { practitionerId, patientId, startsAtMs, nowMs: now.getTime(), rules, preferredIds: [] },
      bookingSituation(situation, serviceType),
    );
    if (problem !== null) return refused(problem);
    if (isLastLook) return refused("NO_ROOM_FREE");
    const appointment = newAppointment({ ...owner, clinicId, serviceTypeId }, plan, now);
    await insert(tx, appointment, { plan, reason });
    recordBooking(record, appointment);
    return { appointment, problem: null };
  }

  /**
   * Who may book for the patient, but no service of that tier, is told so as data: another tier would change it.
   * @throws AppError `AUTH_FORBIDDEN` when no tier would
   */
  #isOnlyTierTooLow(booked: Attributes, { minimumTier }: ServiceTypeRow): boolean {
    const { access } = this.#context;
    if (access.can("appointment:book", { ...booked, minimumTier })) return false;
    access.assertCan("appointment:book", { ...booked, minimumTier: "STANDARD" });
    return true;
  }
}

function newAppointment(
  booked: Pick<
    AppointmentRow,
    | "tenantId"
    | "patientId"
    | "practitionerId"
    | "region"
    | "consent"
    | "clinicId"
    | "serviceTypeId"
    | "confidentiality"
  >,
  { roomId, deviceIds, seen }: BookingPlan,
  now: Date,
): AppointmentRow {
  return {
    ...booked,
    id: newId(),
    createdAt: now,
    updatedAt: now,
    roomId,
    deviceIds: [...deviceIds],
    status: "BOOKED",
    startsAt: new Date(seen.fromMs),
    endsAt: new Date(seen.untilMs),
    cancellationReason: null,
    cancelledAt: null,
    arrivedAt: null,
    startedAt: null,
    ...newlyScheduled(now),
    version: 1,
  };
}

async function insert(
  tx: Tx,
  appointment: AppointmentRow,
  { plan, reason }: { readonly plan: BookingPlan; readonly reason: string | null },
): Promise<void> {
  const { id: appointmentId, tenantId, createdAt: now } = appointment;
  // Sent together: one round trip, in this order. Row-level security lets only what an appointment names be taken.
  await Promise.all([
    new AppointmentRepository(tx).insert(appointment),
    new AllocationRepository(tx).take({ ...appointment, ...plan, appointmentId }),
    reason !== null && new ClinicalRepository(tx).tell({ tenantId, appointmentId, reason, now }),
  ]);
}

function recordBooking(record: ChangeRecord, appointment: AppointmentRow): void {
  record.event("appointment.booked.v1", appointment.id, appointmentEvent(appointment));
  record.audit({
    category: "CHANGE",
    action: "appointment:book",
    outcome: "SUCCESS",
    patientId: appointment.patientId,
    entityType: "Appointment",
    entityId: appointment.id,
    detail: { version: appointment.version },
  });
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

function refused(problem: BookProblem): BookOutcome {
  return { appointment: null, problem };
}
