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

/** What `bookHold` needs. */
export type BookHoldInput = {
  /** How closely the reason and what will be noted are kept; `NORMAL` when left out or null. */
  confidentiality?: Confidentiality | null | undefined;
  /** The hold to book. */
  holdId: string;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: string | null | undefined;
  /** Why the patient comes, 1 to 1000 characters; seen by the patient, the practitioner and who broke the glass only. */
  reason?: string | null | undefined;
};

/** Why `bookHold` booked nothing. */
export type BookHoldUserErrorCode =
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** It was booked, or let go. */
  | 'HOLD_ENDED'
  /** Its ten minutes are over. */
  | 'HOLD_EXPIRED'
  /** There is no such hold that the viewer may use. */
  | 'HOLD_NOT_FOUND'
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

/** What `holdSlot` needs: a slot of `availableSlots` and for whom it is kept. */
export type HoldSlotInput = {
  /** The clinic. */
  clinicId: string;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: string | null | undefined;
  /** For whom it is kept. */
  patientId: string;
  /** Who would see the patient. */
  practitionerId: string;
  /** The service, one that the clinic offers. */
  serviceTypeId: string;
  /** Start of a slot as `availableSlots` gives it. */
  startsAt: string;
};

/** Why `holdSlot` kept nothing. */
export type HoldSlotUserErrorCode =
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
  | 'TOO_FAR_AHEAD'
  /** Three times are kept free for the patient already. */
  | 'TOO_MANY_HOLDS';

/** What `releaseHold` needs. */
export type ReleaseHoldInput = {
  /** The hold to let go. */
  holdId: string;
};

/** Why `releaseHold` let go nothing. */
export type ReleaseHoldUserErrorCode =
  /** It was booked, or let go. */
  | 'HOLD_ENDED'
  /** Its ten minutes are over. */
  | 'HOLD_EXPIRED'
  /** There is no such hold that the viewer may use. */
  | 'HOLD_NOT_FOUND';

/** What `rescheduleAppointment` needs. */
export type RescheduleAppointmentInput = {
  /** The appointment to move. */
  appointmentId: string;
  /** Who sees the patient from now on; left out or null keeps the practitioner. */
  practitionerId?: string | null | undefined;
  /** Start of a slot as `availableSlots` gives it, for the same service and clinic. */
  startsAt: string;
  /** The `version` the caller saw; when given, a change made since then refuses the move. */
  version?: number | null | undefined;
};

/** Why `rescheduleAppointment` moved nothing. */
export type RescheduleAppointmentUserErrorCode =
  /** An appointment in its state, or one that has begun, cannot be moved. */
  | 'APPOINTMENT_NOT_CHANGEABLE'
  /** There is no such appointment that the viewer may see. */
  | 'APPOINTMENT_NOT_FOUND'
  /** The service has to be booked longer before its start (`minimumNoticeMinutes`). */
  | 'NOTICE_TOO_SHORT'
  /** No device of a kind that the service needs is free at that time. */
  | 'NO_DEVICE_FREE'
  /** No room of the clinic, of the kind that the service needs, is free at that time. */
  | 'NO_ROOM_FREE'
  /** The patient has another appointment at that time. */
  | 'PATIENT_BUSY'
  /** There is no such practitioner. */
  | 'PRACTITIONER_NOT_FOUND'
  /** The time has passed. */
  | 'SLOT_IN_PAST'
  /** The practitioner's working hours have no slot that starts then. */
  | 'SLOT_NOT_OFFERED'
  /** The practitioner is taken at that time. */
  | 'SLOT_TAKEN'
  /** The service cannot be booked so far ahead yet (`bookingHorizonDays`). */
  | 'TOO_FAR_AHEAD'
  /** The appointment was changed since the version given. */
  | 'VERSION_CONFLICT';

export type LabAppointmentFragment = { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null };

export type LabAppointmentStatusQueryVariables = Exact<{
  id: string;
}>;


export type LabAppointmentStatusQuery = { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null } | null };

export type LabBookAppointmentMutationVariables = Exact<{
  input: BookAppointmentInput;
}>;


export type LabBookAppointmentMutation = { bookAppointment: { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null } | null, userErrors: Array<{ code: BookAppointmentUserErrorCode, message: string, field: string | null }> } };

export type LabRescheduleAppointmentMutationVariables = Exact<{
  input: RescheduleAppointmentInput;
}>;


export type LabRescheduleAppointmentMutation = { rescheduleAppointment: { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null } | null, userErrors: Array<{ code: RescheduleAppointmentUserErrorCode, message: string, field: string | null }> } };

export type LabCancelAppointmentMutationVariables = Exact<{
  input: CancelAppointmentInput;
}>;


export type LabCancelAppointmentMutation = { cancelAppointment: { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null } | null, userErrors: Array<{ code: CancelAppointmentUserErrorCode, message: string, field: string | null }> } };

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

export type LabAvailabilityOfServicesQueryVariables = Exact<{
  serviceTypeIds: Array<string> | string;
  practitionerIds?: Array<string> | string | null | undefined;
  from: string;
  days?: number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type LabAvailabilityOfServicesQuery = { availableSlots: { nodes: Array<{ startsAt: string, endsAt: string, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string, name: { display: string } } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LabHoldSlotMutationVariables = Exact<{
  input: HoldSlotInput;
}>;


export type LabHoldSlotMutation = { holdSlot: { hold: { id: string, startsAt: string, endsAt: string, expiresAt: string, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null } | null, userErrors: Array<{ code: HoldSlotUserErrorCode, message: string, field: string | null }> } };

export type LabBookHoldMutationVariables = Exact<{
  input: BookHoldInput;
}>;


export type LabBookHoldMutation = { bookHold: { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, cancelledAt: string | null, freeCancellationUntil: string | null, version: number, fee: { kind: AppointmentFeeKind, amount: { amountMinor: number, currency: string } } | null, clinic: { id: string }, serviceType: { id: string }, practitioner: { id: string } | null, patient: { id: string } | null } | null, userErrors: Array<{ code: BookHoldUserErrorCode, message: string, field: string | null }> } };

export type LabReleaseHoldMutationVariables = Exact<{
  input: ReleaseHoldInput;
}>;


export type LabReleaseHoldMutation = { releaseHold: { hold: { id: string } | null, userErrors: Array<{ code: ReleaseHoldUserErrorCode, message: string, field: string | null }> } };

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
}`, {"hash":"sha256:0b8f63ef9f4515091850128c015741b0e7dc48b4d3d7c00944618350968c8ed0"}) as unknown as TypedDocumentString<LabAppointmentStatusQuery, LabAppointmentStatusQueryVariables>;
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
}`, {"hash":"sha256:8cff693d234d608d3910825fc723a26349be7a6b0c18eae8c9dbeed5f5986757"}) as unknown as TypedDocumentString<LabBookAppointmentMutation, LabBookAppointmentMutationVariables>;
export const LabRescheduleAppointmentDocument = new TypedDocumentString(`
    mutation LabRescheduleAppointment($input: RescheduleAppointmentInput!) {
  rescheduleAppointment(input: $input) {
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
}`, {"hash":"sha256:622156f64254b3c5f030cbe4ad9dc75e4b45859019cbac8c52965d409d7c964c"}) as unknown as TypedDocumentString<LabRescheduleAppointmentMutation, LabRescheduleAppointmentMutationVariables>;
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
}`, {"hash":"sha256:c309540ece7756f44c4ce354f3eaf848953c4f806cf1e19c58f45b9eccea17f2"}) as unknown as TypedDocumentString<LabCancelAppointmentMutation, LabCancelAppointmentMutationVariables>;
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
export const LabAvailabilityOfServicesDocument = new TypedDocumentString(`
    query LabAvailabilityOfServices($serviceTypeIds: [ID!]!, $practitionerIds: [ID!], $from: LocalDate!, $days: Int = 7, $first: Int = 50, $after: String) {
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
    `, {"hash":"sha256:d58a46d5e2ed54ea0433c5bf476c5d16730a216f56e53deddec2b1785e31070b"}) as unknown as TypedDocumentString<LabAvailabilityOfServicesQuery, LabAvailabilityOfServicesQueryVariables>;
export const LabHoldSlotDocument = new TypedDocumentString(`
    mutation LabHoldSlot($input: HoldSlotInput!) {
  holdSlot(input: $input) {
    hold {
      id
      startsAt
      endsAt
      expiresAt
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
    userErrors {
      code
      message
      field
    }
  }
}
    `, {"hash":"sha256:8a99287baf8401b7e829e4642540a6d46160b107850077437a7b83143664f863"}) as unknown as TypedDocumentString<LabHoldSlotMutation, LabHoldSlotMutationVariables>;
export const LabBookHoldDocument = new TypedDocumentString(`
    mutation LabBookHold($input: BookHoldInput!) {
  bookHold(input: $input) {
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
}`, {"hash":"sha256:f6c2598c68a2541db7985dacb585e37b23800e49ed5fc68967e4fa45f95b15c4"}) as unknown as TypedDocumentString<LabBookHoldMutation, LabBookHoldMutationVariables>;
export const LabReleaseHoldDocument = new TypedDocumentString(`
    mutation LabReleaseHold($input: ReleaseHoldInput!) {
  releaseHold(input: $input) {
    hold {
      id
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `, {"hash":"sha256:b289e78ca3fcf5052a9d0277f2b5c3bcb806465f88c3c526f2e91fb8790bcdb7"}) as unknown as TypedDocumentString<LabReleaseHoldMutation, LabReleaseHoldMutationVariables>;