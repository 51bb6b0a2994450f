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

/** What `bookAppointment` needs: a slot of `availableSlots` and who is to be seen. */
export type BookAppointmentInput = {
  /** The clinic. */
  clinicId: string;
  /** How closely the reason and what will be noted are kept; `NORMAL` when left out or null. */
  confidentiality?: Confidentiality | null | undefined;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: string | null | undefined;
  /**
   * Also when the practitioner is taken then, as far as the clinic allows its staff (`ClinicPolicy.overbookingLimit`); beyond that, and for
   * everybody else, it changes nothing. Room, devices and patient have to be free all the same.
   */
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

export type LabAppointmentFragment = { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, version: number, clinic: { id: string }, serviceType: { id: string }, patient: { id: string } | null };

export type LabAppointmentStatusQueryVariables = Exact<{
  id: string;
}>;


export type LabAppointmentStatusQuery = { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, version: number, clinic: { id: string }, serviceType: { id: string }, patient: { id: string } | null } | null };

export type LabBookAppointmentMutationVariables = Exact<{
  input: BookAppointmentInput;
}>;


export type LabBookAppointmentMutation = { bookAppointment: { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, version: number, clinic: { id: string }, serviceType: { id: string }, patient: { id: string } | null } | null, userErrors: Array<{ code: BookAppointmentUserErrorCode, message: string, field: string | null }> } };

export type LabCancelAppointmentMutationVariables = Exact<{
  input: CancelAppointmentInput;
}>;


export type LabCancelAppointmentMutation = { cancelAppointment: { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, version: number, clinic: { id: string }, serviceType: { id: string }, patient: { id: string } | null } | null, userErrors: Array<{ code: CancelAppointmentUserErrorCode, message: string, field: string | null }> } };

export type LabClinicsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LabClinicsQuery = { clinics: { nodes: Array<{ id: string, name: string, region: string, timeZone: string, serviceTypes: Array<{ id: string, name: string, durationMinutes: number, minimumTier: AccountTier }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LabAvailabilityQueryVariables = Exact<{
  clinicId: string;
  serviceTypeId: string;
  practitionerId?: string | null | undefined;
  from: string;
  days?: number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LabAvailabilityQuery = { availableSlots: { nodes: Array<{ startsAt: string, endsAt: string, practitioner: { id: string, name: { display: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

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
export const LabAppointmentFragmentDoc = new TypedDocumentString(`
    fragment LabAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  cancelledAt
  version
  clinic {
    id
  }
  serviceType {
    id
  }
  patient {
    id
  }
}
    `, {"fragmentName":"LabAppointment"}) as unknown as TypedDocumentString<LabAppointmentFragment, unknown>;
export const LabAppointmentStatusDocument = new TypedDocumentString(`
    query LabAppointmentStatus($id: ID!) {
  appointment(id: $id) {
    ...LabAppointment
  }
}
    fragment LabAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  cancelledAt
  version
  clinic {
    id
  }
  serviceType {
    id
  }
  patient {
    id
  }
}`, {"hash":"sha256:879749d9ab41fce85b98c9eacd342759a6d85fb6a45987cf5852198450f01e7a"}) as unknown as TypedDocumentString<LabAppointmentStatusQuery, LabAppointmentStatusQueryVariables>;
export const LabBookAppointmentDocument = new TypedDocumentString(`
    mutation LabBookAppointment($input: BookAppointmentInput!) {
  bookAppointment(input: $input) {
    appointment {
      ...LabAppointment
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment LabAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  cancelledAt
  version
  clinic {
    id
  }
  serviceType {
    id
  }
  patient {
    id
  }
}`, {"hash":"sha256:d3031f44d980ae0e3c000fedef1aeed52f40893a25e32752cb6abb19b0bcc79b"}) as unknown as TypedDocumentString<LabBookAppointmentMutation, LabBookAppointmentMutationVariables>;
export const LabCancelAppointmentDocument = new TypedDocumentString(`
    mutation LabCancelAppointment($input: CancelAppointmentInput!) {
  cancelAppointment(input: $input) {
    appointment {
      ...LabAppointment
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment LabAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  cancelledAt
  version
  clinic {
    id
  }
  serviceType {
    id
  }
  patient {
    id
  }
}`, {"hash":"sha256:fba1219c5900d0b4c83a55ec72bb77ca99970400bcbb572b5c262dda79af2d70"}) as unknown as TypedDocumentString<LabCancelAppointmentMutation, LabCancelAppointmentMutationVariables>;
export const LabClinicsDocument = new TypedDocumentString(`
    query LabClinics($first: Int = 20, $after: String) {
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
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:52655a3fb1c84014778572c9e7af9477b31a463b4a6f83212cb823d4bed176d1"}) as unknown as TypedDocumentString<LabClinicsQuery, LabClinicsQueryVariables>;
export const LabAvailabilityDocument = new TypedDocumentString(`
    query LabAvailability($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID, $from: LocalDate!, $days: Int = 7, $first: Int = 50, $after: String) {
  availableSlots(
    clinicId: $clinicId
    serviceTypeId: $serviceTypeId
    practitionerId: $practitionerId
    from: $from
    days: $days
    first: $first
    after: $after
  ) {
    nodes {
      startsAt
      endsAt
      practitioner {
        id
        name {
          display
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `, {"hash":"sha256:6661dd1d9948c2824e4a33c5b79a1ae16fe590cb4aa3d7314a1972e65edd44c8"}) as unknown as TypedDocumentString<LabAvailabilityQuery, LabAvailabilityQueryVariables>;