/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Level of service an account has. */
export type AccountTier =
  /** More than the standard. */
  | 'PREMIUM'
  /** What everybody has. */
  | 'STANDARD';

/** What a fee of an appointment is for. */
export type AppointmentFeeKind =
  /** The patient cancelled later than the clinic's policy allows without a fee. */
  | 'LATE_CANCELLATION'
  /** The patient did not come. */
  | 'NO_SHOW';

/** State of an appointment; FHIR R4 AppointmentStatus. */
export type AppointmentStatus =
  /** The patient has come. */
  | 'ARRIVED'
  /** Agreed; practitioner, room, devices and patient are reserved. */
  | 'BOOKED'
  /** It was called off. */
  | 'CANCELLED'
  /** The patient has been received and waits to be seen. */
  | 'CHECKED_IN'
  /** It should never have been entered. */
  | 'ENTERED_IN_ERROR'
  /** It took place. */
  | 'FULFILLED'
  /** The patient did not come. */
  | 'NOSHOW'
  /** Some of those concerned have not agreed yet. */
  | 'PENDING'
  /** Suggested; nobody has agreed yet. */
  | 'PROPOSED'
  /** The patient waits for a time to become free. */
  | 'WAITLIST';

/** Why `bookAppointment` booked nothing. */
export type BookAppointmentUserErrorCode =
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** The service has to be booked longer before its start (`minimumNoticeMinutes`). */
  | 'NOTICE_TOO_SHORT'
  /** No device of a kind that the service needs is free at that time. */
  | 'NO_DEVICE_FREE'
  /** No room of the clinic, of the kind that the service needs, is free at that time. */
  | 'NO_ROOM_FREE'
  /** The patient has another appointment at that time. */
  | 'PATIENT_BUSY'
  /** There is no such patient that the viewer may see; a patient is known within a second after sign-up. */
  | 'PATIENT_NOT_FOUND'
  /** There is no such practitioner. */
  | 'PRACTITIONER_NOT_FOUND'
  /** The clinic offers no such service. */
  | 'SERVICE_TYPE_NOT_FOUND'
  /** The time has passed. */
  | 'SLOT_IN_PAST'
  /** The practitioner's working hours have no slot that starts then. */
  | 'SLOT_NOT_OFFERED'
  /** The practitioner is taken at that time. */
  | 'SLOT_TAKEN'
  /** The service is for accounts of a higher tier than the viewer's. */
  | 'TIER_TOO_LOW'
  /** The service cannot be booked so far ahead yet (`bookingHorizonDays`). */
  | 'TOO_FAR_AHEAD';

/** What `bookAppointments` needs. */
export type BookAppointmentsInput = {
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: string | null | undefined;
  /** How much of it is booked when not all of it can be. */
  mode: BookingMode;
  /** What to book, 1 to 50 rows of any clinics, services and patients: what an earlier row takes is taken for those after it. */
  rows: Array<BookAppointmentsRowInput>;
};

/** One appointment that `bookAppointments` is to book: a slot of `availableSlots` and who is to be seen. */
export type BookAppointmentsRowInput = {
  /** The clinic. */
  clinicId: string;
  /** How closely the reason and what will be noted are kept; `NORMAL` when left out or null. */
  confidentiality?: Confidentiality | null | undefined;
  /** Also when the practitioner is taken then, as `BookAppointmentInput.overbook`. */
  overbook?: boolean | null | undefined;
  /** Who is seen. */
  patientId: string;
  /** Who sees the patient. */
  practitionerId: string;
  /** Why the patient comes, 1 to 1000 characters; seen by the patient, the practitioner and who broke the glass only. */
  reason?: string | null | undefined;
  /** The service, one that the clinic offers. */
  serviceTypeId: string;
  /** Start of a slot as `availableSlots` gives it. */
  startsAt: string;
};

/** Why `bookAppointments` booked nothing. */
export type BookAppointmentsUserErrorCode =
  /** Some of the rows cannot be booked, and all were wanted; `results` says which. */
  | 'BOOKINGS_INCOMPLETE'
  /** None of the rows can be booked; `results` says why. */
  | 'NOTHING_BOOKED';

/** How much of what is asked for together is booked when not all of it can be. */
export type BookingMode =
  /** All of it, or nothing. */
  | 'ALL_OR_NONE'
  /** What can be had; why the rest cannot is told. */
  | 'BEST_EFFORT';

/** What `cancelAppointment` needs. */
export type CancelAppointmentInput = {
  /** The appointment to call off. */
  appointmentId: string;
  /**
   * Whose side calls it off: the patient's may cost a fee (`Appointment.freeCancellationUntil`), the clinic's never does. Left out or null
   * it is `CLINIC` for the clinic's staff. For patients and programs that act for them it is always `PATIENT`.
   */
  initiator?: CancellationInitiator | null | undefined;
  /** Why it is called off, 1 to 1000 characters. */
  reason?: string | null | undefined;
  /** True: the patient owes no fee, though it is late. For the clinic's staff, and not for an appointment of their own. */
  waiveFee?: boolean | null | undefined;
};

/** Why `cancelAppointment` cancelled nothing. */
export type CancelAppointmentUserErrorCode =
  /** An appointment in its state, or one that has begun, cannot be cancelled. */
  | 'APPOINTMENT_NOT_CHANGEABLE'
  /** There is no such appointment that the viewer may see. */
  | 'APPOINTMENT_NOT_FOUND'
  /** Only the clinic's staff cancels for the clinic, and not an appointment of their own. */
  | 'INITIATOR_NOT_ALLOWED'
  /** Only the clinic's staff waives a fee, and not that of an appointment of their own. */
  | 'WAIVER_NOT_ALLOWED';

/** Whose side calls an appointment off. */
export type CancellationInitiator =
  /** The clinic. */
  | 'CLINIC'
  /** The patient, or somebody for the patient. */
  | 'PATIENT';

/**
 * How closely the clinical part of an appointment is kept: why the patient comes and what was noted. The patient and the
 * treating practitioner read it at any level, administrators and support at none. Another practitioner has to break the glass
 * (`breakGlass`), and the level says for which purpose. FHIR R4 `meta.security`, codes N, R and V of v3-Confidentiality.
 */
export type Confidentiality =
  /** Breaking the glass opens it for any purpose. */
  | 'NORMAL'
  /** Opened for `SAFEGUARDING` and `EMERGENCY_TREATMENT`, and not for `CONTINUITY_OF_CARE`. */
  | 'RESTRICTED'
  /** Opened for `EMERGENCY_TREATMENT` only, for example what would harm the patient if a colleague knew. */
  | 'VERY_RESTRICTED';

export type WellnessClinicsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WellnessClinicsQuery = { clinics: { nodes: Array<{ id: string, name: string, region: string, timeZone: string, serviceTypes: Array<{ id: string, name: string, durationMinutes: number, minimumTier: AccountTier, minimumNoticeMinutes: number, bookingHorizonDays: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WellnessAvailabilityQueryVariables = Exact<{
  serviceTypeIds: Array<string> | string;
  practitionerIds?: Array<string> | string | null | undefined;
  from: string;
  days?: number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type WellnessAvailabilityQuery = { availableSlots: { nodes: Array<{ startsAt: string, endsAt: string, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type WellnessAppointmentFragment = { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null };

export type WellnessBookAppointmentsMutationVariables = Exact<{
  input: BookAppointmentsInput;
}>;


export type WellnessBookAppointmentsMutation = { bookAppointments: { results: Array<{ row: number, problem: BookAppointmentUserErrorCode | null, appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null } | null }>, userErrors: Array<{ code: BookAppointmentsUserErrorCode, message: string, field: string | null }> } };

export type WellnessAppointmentStatusQueryVariables = Exact<{
  id: string;
}>;


export type WellnessAppointmentStatusQuery = { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null } | null };

export type WellnessCancelAppointmentMutationVariables = Exact<{
  input: CancelAppointmentInput;
}>;


export type WellnessCancelAppointmentMutation = { cancelAppointment: { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null } | null, userErrors: Array<{ code: CancelAppointmentUserErrorCode, message: string, field: string | null }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const WellnessAppointmentFragmentDoc = new TypedDocumentString(`
    fragment WellnessAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  cancelledAt
  freeCancellationUntil
  fee {
    kind
    amount {
      amountMinor
      currency
    }
  }
  version
  clinic {
    id
  }
  serviceType {
    id
  }
  practitioner {
    id
  }
  patient {
    id
  }
}
    `, {"fragmentName":"WellnessAppointment"}) as unknown as TypedDocumentString<WellnessAppointmentFragment, unknown>;
export const WellnessClinicsDocument = new TypedDocumentString(`
    query WellnessClinics($first: Int = 20, $after: String) {
  clinics(first: $first, after: $after) {
    nodes {
      id
      name
      region
      timeZone
      serviceTypes {
        id
        name
        durationMinutes
        minimumTier
        minimumNoticeMinutes
        bookingHorizonDays
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:a6d45d056805e30a02e750a82521beaf39b45bba7cbea52e0543335c17e724fe"}) as unknown as TypedDocumentString<WellnessClinicsQuery, WellnessClinicsQueryVariables>;
export const WellnessAvailabilityDocument = new TypedDocumentString(`
    query WellnessAvailability($serviceTypeIds: [ID!]!, $practitionerIds: [ID!], $from: LocalDate!, $days: Int = 7, $first: Int = 50, $after: String) {
  availableSlots(
    serviceTypeIds: $serviceTypeIds
    practitionerIds: $practitionerIds
    from: $from
    days: $days
    first: $first
    after: $after
  ) {
    nodes {
      startsAt
      endsAt
      clinic {
        id
      }
      serviceType {
        id
      }
      practitioner {
        id
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:4879641d42f2fd20dfeab88cee8fac944b7b37814edd9916a012aa19b53197d6"}) as unknown as TypedDocumentString<WellnessAvailabilityQuery, WellnessAvailabilityQueryVariables>;
export const WellnessBookAppointmentsDocument = new TypedDocumentString(`
    mutation WellnessBookAppointments($input: BookAppointmentsInput!) {
  bookAppointments(input: $input) {
    results {
      row
      appointment {
        ...WellnessAppointment
      }
      problem
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment WellnessAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  cancelledAt
  freeCancellationUntil
  fee {
    kind
    amount {
      amountMinor
      currency
    }
  }
  version
  clinic {
    id
  }
  serviceType {
    id
  }
  practitioner {
    id
  }
  patient {
    id
  }
}`, {"hash":"sha256:5b319d1a21694fca3636a812b3d431640692af05f27ec5c52441c85c1c014c35"}) as unknown as TypedDocumentString<WellnessBookAppointmentsMutation, WellnessBookAppointmentsMutationVariables>;
export const WellnessAppointmentStatusDocument = new TypedDocumentString(`
    query WellnessAppointmentStatus($id: ID!) {
  appointment(id: $id) {
    ...WellnessAppointment
  }
}
    fragment WellnessAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  cancelledAt
  freeCancellationUntil
  fee {
    kind
    amount {
      amountMinor
      currency
    }
  }
  version
  clinic {
    id
  }
  serviceType {
    id
  }
  practitioner {
    id
  }
  patient {
    id
  }
}`, {"hash":"sha256:c5a05eba8f730d56f7f9536566cc44ef114f70d912a972f6ed57a8be4ecc5941"}) as unknown as TypedDocumentString<WellnessAppointmentStatusQuery, WellnessAppointmentStatusQueryVariables>;
export const WellnessCancelAppointmentDocument = new TypedDocumentString(`
    mutation WellnessCancelAppointment($input: CancelAppointmentInput!) {
  cancelAppointment(input: $input) {
    appointment {
      ...WellnessAppointment
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment WellnessAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  cancelledAt
  freeCancellationUntil
  fee {
    kind
    amount {
      amountMinor
      currency
    }
  }
  version
  clinic {
    id
  }
  serviceType {
    id
  }
  practitioner {
    id
  }
  patient {
    id
  }
}`, {"hash":"sha256:ad72a028af049858f8cd18c2668255541bc3a82a27ce83671cf57e940487de42"}) as unknown as TypedDocumentString<WellnessCancelAppointmentMutation, WellnessCancelAppointmentMutationVariables>;