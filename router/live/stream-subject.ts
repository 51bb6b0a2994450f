import { z } from "zod";
import { decide, decideByRole, refusalError } from "#shared/auth/decide.ts";
import type { Action } from "#shared/auth/policies.ts";
import type { Attributes } from "#shared/auth/predicates.ts";
import { viewerAt, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { entityId } from "#shared/validation/input-schemas.ts";
import { parseInput } from "#shared/validation/parse-input.ts";
import type { Change } from "./change-repository.ts";

/** Whose appointments a stream is about. */
export interface StreamSubject {
  readonly kind: "PATIENT" | "PRACTITIONER";
  readonly id: string;
  readonly tenantId: string;
}

/** As the reads of the same appointments are judged. */
const LIST: Readonly<Record<StreamSubject["kind"], Action>> = {
  PATIENT: "appointment:list",
  PRACTITIONER: "practitioner:appointment:list",
};
const EVENT = "appointment:read" satisfies Action;

/** The same to whoever is refused, so that it does not tell who there is. */
const REFUSAL =
  "You may not follow these appointments. Followed can be one's own, and all of the tenant by an admin; not what a region or a consent opens.";

const querySchema = z.strictObject({
  patientId: entityId.optional(),
  practitionerId: entityId.optional(),
  lastEventId: z.string().optional(),
});

/** What a client asks for. */
export interface StreamQuery {
  readonly patientId?: string | undefined;
  readonly practitionerId?: string | undefined;
  /** For who cannot send the header `Last-Event-ID`. */
  readonly lastEventId?: string | undefined;
}

/** @throws AppError `VALIDATION_ERROR` */
export function readStreamQuery(query: unknown): StreamQuery {
  return parseInput(querySchema, query, "");
}

/**
 * Whose appointments are meant: those of the viewer when it is not said.
 * @throws AppError `AUTH_UNAUTHENTICATED` for who is not signed in, `VALIDATION_ERROR` when it is not one
 */
export function subjectOf({ patientId, practitionerId }: StreamQuery, viewer: Viewer): StreamSubject {
  const { tenantId } = viewer;
  if (viewer.kind === "ANONYMOUS" || tenantId === null) throw new AppError("AUTH_UNAUTHENTICATED");
  const isSaid = patientId !== undefined || practitionerId !== undefined;
  const patient = isSaid ? patientId : viewer.patientId;
  const practitioner = isSaid ? practitionerId : viewer.practitionerId;
  if (patient != null && practitioner == null) return { kind: "PATIENT", id: patient, tenantId };
  if (practitioner != null && patient == null) return { kind: "PRACTITIONER", id: practitioner, tenantId };
  throw new AppError("VALIDATION_ERROR", "Give either patientId or practitionerId.");
}

/** What opening the stream is called in the policy table. */
export function listActionOf({ kind }: StreamSubject): Action {
  return LIST[kind];
}

/** True when it is the viewer's own patient or practitioner. */
export function isOwn({ kind, id }: StreamSubject, viewer: Viewer): boolean {
  return id === (kind === "PATIENT" ? viewer.patientId : viewer.practitionerId);
}

/**
 * Refuses who may not follow a stream by what a router knows: neither regions nor consents. Who could be told of none of its
 * changes is refused, too, rather than left to wait for them.
 * @throws AppError `AUTH_UNAUTHENTICATED` or `AUTH_FORBIDDEN`
 */
export function assertMayFollow(subject: StreamSubject, viewer: Viewer, now: Date): void {
  const current = viewerAt(viewer, now);
  const isAllowed =
    decide(LIST[subject.kind], current, attributesOf(subject)) === "ALLOW" &&
    decide(EVENT, current, nearestAppointment(subject, current)) === "ALLOW";
  if (isAllowed) return;
  throw decideByRole(LIST[subject.kind], current) === "UNAUTHENTICATED"
    ? refusalError("UNAUTHENTICATED")
    : mayNotFollow();
}

/** The error for who may not follow. */
export function mayNotFollow(): AppError {
  return new AppError("AUTH_FORBIDDEN", REFUSAL);
}

/** True when a change concerns a subject and the viewer may be told of it: who has lost an appointment, that it changed. */
export function mayBeTold(subject: StreamSubject, viewer: Viewer, change: Change, now: Date): boolean {
  if (change.tenantId !== subject.tenantId || !concerns(change, subject)) return false;
  const current = viewerAt(viewer, now);
  const { entityId: id, tenantId, patientId, type } = change;
  const practitionerIds = change.practitionerIds.length === 0 ? [null] : change.practitionerIds;
  return practitionerIds.some(
    (practitionerId) => decide(EVENT, current, { type, id, tenantId, patientId, practitionerId }) === "ALLOW",
  );
}

/** Who a change concerns. */
export function subjectsOf({ tenantId, patientId, practitionerIds }: Change): readonly StreamSubject[] {
  return [
    { kind: "PATIENT", id: patientId, tenantId },
    ...practitionerIds.map((id) => ({ kind: "PRACTITIONER" as const, id, tenantId })),
  ];
}

function concerns({ patientId, practitionerIds }: Change, { kind, id }: StreamSubject): boolean {
  return kind === "PATIENT" ? patientId === id : practitionerIds.includes(id);
}

/** A patient or practitioner as the policies see it, without what only subgraphs know. */
export function attributesOf({ kind, id, tenantId }: StreamSubject): Attributes {
  return kind === "PATIENT"
    ? { type: "Patient", id, tenantId, patientId: id }
    : { type: "Practitioner", id, tenantId, practitionerId: id };
}

/** The appointment of a subject that the viewer is likeliest to be told of. */
function nearestAppointment(subject: StreamSubject, { practitionerId }: Viewer): Attributes {
  return { practitionerId, ...attributesOf(subject), type: "Appointment", id: null };
}
