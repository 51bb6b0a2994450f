/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What `acceptWaitlistOffer` needs. */
export type AcceptWaitlistOfferInput = {
  /** How closely the reason and what will be noted are kept; `NORMAL` when left out or null. */
  confidentiality?: Confidentiality | null | undefined;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: string | null | undefined;
  /** Why the patient comes, 1 to 1000 characters; seen by the patient, the practitioner and who broke the glass only. */
  reason?: string | null | undefined;
  /** The offer to take. */
  waitlistOfferId: string;
};

/** Why `acceptWaitlistOffer` booked nothing. */
export type AcceptWaitlistOfferUserErrorCode =
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** The service has to be booked longer before its start (`minimumNoticeMinutes`). */
  | 'NOTICE_TOO_SHORT'
  /** No device of a kind that the service needs is free at that time. */
  | 'NO_DEVICE_FREE'
  /** No room of the clinic, of the kind that the service needs, is free at that time. */
  | 'NO_ROOM_FREE'
  /** It has expired, was taken or let go. */
  | 'OFFER_ENDED'
  /** There is no such offer that the viewer may take. */
  | 'OFFER_NOT_FOUND'
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
  /** The practitioner's working hours have no slot that starts then any more. */
  | 'SLOT_NOT_OFFERED'
  /** The practitioner is taken at that time. */
  | 'SLOT_TAKEN'
  /** The service is for accounts of a higher tier than the viewer's. */
  | 'TIER_TOO_LOW'
  /** The service cannot be booked so far ahead yet (`bookingHorizonDays`). */
  | 'TOO_FAR_AHEAD';

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

/** What `completeSignIn` needs. */
export type CompleteSignInInput = {
  /** Six digits that the authenticator app shows, or a recovery code; at most 100 characters. Spaces, hyphens and case do not matter. */
  code: string;
};

/** Why `completeSignIn` signed nobody in. */
export type CompleteSignInUserErrorCode =
  /** The code is wrong, or was used before. */
  | 'INVALID_CODE'
  /** No sign-in waits for a code: it has ended, or the password was not shown. Call `signIn` first. */
  | 'NO_PENDING_SIGN_IN'
  /** The account saw ten wrong codes or passkeys within an hour: none is looked at until they are older. */
  | 'TOO_MANY_WRONG_CODES';

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

/** What `declineWaitlistOffer` needs. */
export type DeclineWaitlistOfferInput = {
  /** The offer to let go. */
  waitlistOfferId: string;
};

/** Why `declineWaitlistOffer` let go nothing. */
export type DeclineWaitlistOfferUserErrorCode =
  /** It has expired, was taken or let go. */
  | 'OFFER_ENDED'
  /** There is no such offer that the viewer may let go. */
  | 'OFFER_NOT_FOUND';

/** What `joinWaitlist` needs. */
export type JoinWaitlistInput = {
  /** The clinic. */
  clinicId: string;
  /** First day that would do, in the clinic's zone. */
  fromDate: string;
  /**
   * Makes it safe to send the same again: for a day, this key with this input gets the outcome of the first time. 1 to 255 visible ASCII
   * characters, such as a UUID.
   */
  idempotencyKey?: string | null | undefined;
  /** Who waits. */
  patientId: string;
  /** Who is to see the patient, one who offers the service at the clinic; left out or null for anybody who does. */
  practitionerId?: string | null | undefined;
  /** `ROUTINE` when left out or null; `URGENT` is for the clinic's staff to say. */
  priority?: WaitlistPriority | null | undefined;
  /** The service, one that the clinic offers. */
  serviceTypeId: string;
  /** Last day that would do: today or later, at most 90 days after the first, and within 366 days from today. */
  untilDate: string;
};

/** Why `joinWaitlist` added nothing. */
export type JoinWaitlistUserErrorCode =
  /** The patient waits for that service of that practitioner, or of anybody, already. */
  | 'ALREADY_WAITING'
  /** There is no such clinic that the viewer may see. */
  | 'CLINIC_NOT_FOUND'
  /** There is no such patient that the viewer may see; a patient is known within a second after sign-up. */
  | 'PATIENT_NOT_FOUND'
  /** Nobody of that id offers the service at the clinic. */
  | 'PRACTITIONER_NOT_FOUND'
  /** Only the clinic's staff says what is urgent, and nobody for themselves. */
  | 'PRIORITY_NOT_ALLOWED'
  /** The clinic offers no such service. */
  | 'SERVICE_TYPE_NOT_FOUND'
  /** The service is for accounts of a higher tier than the viewer's. */
  | 'TIER_TOO_LOW'
  /** The patient waits for five things already. */
  | 'TOO_MANY_WAITING'
  /** The last day is before the first or over, more than 90 days after the first, or more than 366 days from today. */
  | 'WAITLIST_DATES_INVALID';

/** What `leaveWaitlist` needs. */
export type LeaveWaitlistInput = {
  /** The entry to take off the waitlist. */
  waitlistEntryId: string;
};

/** Why `leaveWaitlist` changed nothing. */
export type LeaveWaitlistUserErrorCode =
  /** It was booked, has expired, or was taken off the waitlist before. */
  | 'WAITLIST_ENTRY_ENDED'
  /** There is no such entry that the viewer may change. */
  | 'WAITLIST_ENTRY_NOT_FOUND';

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

/** What an account may do, by the kind of work it is for. */
export type Role =
  /** Runs the clinic network: sees accounts and the audit log. */
  | 'ADMIN'
  /** Explores figures of the assigned regions. */
  | 'ANALYST'
  /** A partner's program. */
  | 'PARTNER'
  /** Gives care. */
  | 'PRACTITIONER'
  /** Helps patients of the assigned regions. */
  | 'SUPPORT'
  /** One of our own processes. */
  | 'SYSTEM'
  /** A patient: sees and changes what is the patient's own. */
  | 'USER';

/** What `signIn` needs. */
export type SignInInput = {
  /** Address of the account; upper and lower case do not differ. */
  email: string;
  /** Password of the account. */
  password: string;
};

/** What a sign-in still needs after the password. */
export type SignInNextStep =
  /**
   * The account must have a second factor and has none: `beginTotpEnrolment`, then `confirmTotpEnrolment`; or
   * `beginPasskeyRegistration`, then `finishPasskeyRegistration`.
   */
  | 'ENROL_SECOND_FACTOR'
  /** The account has a second factor: `completeSignIn` or `completeSignInWithPasskey`. */
  | 'SECOND_FACTOR';

/** Why `signIn` was refused. */
export type SignInUserErrorCode =
  /** No account in use has this address and this password; which of it is wrong is not told. */
  | 'INVALID_CREDENTIALS'
  /**
   * There were too many wrong attempts at this address of an account, or from the network that the request came from. The
   * password was not looked at: it may be right. It is the same whether the address has an account or not.
   */
  | 'TOO_MANY_ATTEMPTS';

/** Why `signOut` ended nothing. */
export type SignOutUserErrorCode =
  /** The request was not made with a session, but with an access token. */
  | 'NO_SESSION';

/** How soon somebody who waits is offered a time. */
export type WaitlistPriority =
  /** In the order in which they came. */
  | 'ROUTINE'
  /** Before everybody whose entry is `ROUTINE`, however long they wait. Said by the clinic's staff only. */
  | 'URGENT';

/** What became of an entry of the waitlist. */
export type WaitlistStatus =
  /** An offer was taken. */
  | 'BOOKED'
  /** Its last day is over, or three offers have lapsed. */
  | 'EXPIRED'
  /** Taken off the waitlist. */
  | 'LEFT'
  /** Has an offer. It can stand for half a minute longer than the offer does. */
  | 'OFFERED'
  /** Waits for a time that becomes free. */
  | 'WAITING';

export type ClinicsQueryVariables = Exact<{ [key: string]: never; }>;


export type ClinicsQuery = { __typename: 'Query', clinics: { __typename: 'ClinicConnection', nodes: Array<{ __typename: 'Clinic', id: string, name: string, city: string, timeZone: string, serviceTypes: Array<{ __typename: 'ServiceType', id: string, name: string, durationMinutes: number, price: { __typename: 'Money', amountMinor: number, currency: string } }> }> } };

export type FreeSlotsQueryVariables = Exact<{
  clinicId: string;
  serviceTypeId: string;
  practitionerId?: string | null | undefined;
  from: string;
  days?: number | null | undefined;
}>;


export type FreeSlotsQuery = { __typename: 'Query', availableSlots: { __typename: 'SlotConnection', nodes: Array<{ __typename: 'Slot', startsAt: string, endsAt: string, practitioner: { __typename: 'Practitioner', id: string, name: { __typename: 'PersonName', display: string } } | null }> } };

export type AppointmentDetailsFragment = { __typename: 'Appointment', id: string, status: AppointmentStatus, startsAt: string, endsAt: string, version: number, clinic: { __typename: 'Clinic', name: string, timeZone: string }, serviceType: { __typename: 'ServiceType', name: string }, room: { __typename: 'Room', name: string }, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null };

export type BookAppointmentMutationVariables = Exact<{
  input: BookAppointmentInput;
}>;


export type BookAppointmentMutation = { __typename: 'Mutation', bookAppointment: { __typename: 'BookAppointmentPayload', appointment: { __typename: 'Appointment', id: string, status: AppointmentStatus, startsAt: string, endsAt: string, version: number, clinic: { __typename: 'Clinic', name: string, timeZone: string }, serviceType: { __typename: 'ServiceType', name: string }, room: { __typename: 'Room', name: string }, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null } | null, userErrors: Array<{ __typename: 'BookAppointmentUserError', code: BookAppointmentUserErrorCode, message: string, field: string | null }> } };

export type RescheduleAppointmentMutationVariables = Exact<{
  input: RescheduleAppointmentInput;
}>;


export type RescheduleAppointmentMutation = { __typename: 'Mutation', rescheduleAppointment: { __typename: 'RescheduleAppointmentPayload', appointment: { __typename: 'Appointment', id: string, status: AppointmentStatus, startsAt: string, endsAt: string, version: number, clinic: { __typename: 'Clinic', name: string, timeZone: string }, serviceType: { __typename: 'ServiceType', name: string }, room: { __typename: 'Room', name: string }, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null } | null, userErrors: Array<{ __typename: 'RescheduleAppointmentUserError', code: RescheduleAppointmentUserErrorCode, message: string, field: string | null }> } };

export type CancelAppointmentMutationVariables = Exact<{
  input: CancelAppointmentInput;
}>;


export type CancelAppointmentMutation = { __typename: 'Mutation', cancelAppointment: { __typename: 'CancelAppointmentPayload', appointment: { __typename: 'Appointment', id: string, status: AppointmentStatus, cancellationReason: string | null } | null, userErrors: Array<{ __typename: 'CancelAppointmentUserError', code: CancelAppointmentUserErrorCode, message: string, field: string | null }> } };

export type PatientHomeQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
  from: string;
}>;


export type PatientHomeQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', patient: { __typename: 'Patient', id: string, name: { __typename: 'PersonName', display: string }, appointments: { __typename: 'AppointmentConnection', nodes: Array<{ __typename: 'Appointment', id: string, status: AppointmentStatus, startsAt: string, endsAt: string, clinic: { __typename: 'Clinic', name: string, timeZone: string }, serviceType: { __typename: 'ServiceType', name: string }, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { __typename: 'Mutation', signIn: { __typename: 'SignInPayload', nextStep: SignInNextStep | null, userErrors: Array<{ __typename: 'SignInUserError', code: SignInUserErrorCode, message: string }> } };

export type CompleteSignInMutationVariables = Exact<{
  input: CompleteSignInInput;
}>;


export type CompleteSignInMutation = { __typename: 'Mutation', completeSignIn: { __typename: 'CompleteSignInPayload', userErrors: Array<{ __typename: 'CompleteSignInUserError', code: CompleteSignInUserErrorCode, message: string }> } };

export type SignOutMutationVariables = Exact<{ [key: string]: never; }>;


export type SignOutMutation = { __typename: 'Mutation', signOut: { __typename: 'SignOutPayload', userErrors: Array<{ __typename: 'SignOutUserError', code: SignOutUserErrorCode, message: string }> } };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', roles: Array<Role>, account: { __typename: 'Account', email: string }, tenant: { __typename: 'Tenant', name: string } } | null };

export type WaitlistEntryDetailsFragment = { __typename: 'WaitlistEntry', id: string, status: WaitlistStatus, fromDate: string, untilDate: string, createdAt: string, version: number, clinic: { __typename: 'Clinic', name: string, timeZone: string }, serviceType: { __typename: 'ServiceType', name: string }, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null, offer: { __typename: 'WaitlistOffer', id: string, startsAt: string, endsAt: string, expiresAt: string, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null } | null };

export type MyWaitlistQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MyWaitlistQuery = { __typename: 'Query', viewer: { __typename: 'Viewer', patient: { __typename: 'Patient', id: string, waitlistEntries: { __typename: 'WaitlistEntryConnection', nodes: Array<{ __typename: 'WaitlistEntry', id: string, status: WaitlistStatus, fromDate: string, untilDate: string, createdAt: string, version: number, clinic: { __typename: 'Clinic', name: string, timeZone: string }, serviceType: { __typename: 'ServiceType', name: string }, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null, offer: { __typename: 'WaitlistOffer', id: string, startsAt: string, endsAt: string, expiresAt: string, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null } | null }>, pageInfo: { __typename: 'PageInfo', hasNextPage: boolean, endCursor: string | null } } | null } | null } | null };

export type JoinWaitlistMutationVariables = Exact<{
  input: JoinWaitlistInput;
}>;


export type JoinWaitlistMutation = { __typename: 'Mutation', joinWaitlist: { __typename: 'JoinWaitlistPayload', waitlistEntry: { __typename: 'WaitlistEntry', id: string, status: WaitlistStatus, fromDate: string, untilDate: string, createdAt: string, version: number, clinic: { __typename: 'Clinic', name: string, timeZone: string }, serviceType: { __typename: 'ServiceType', name: string }, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null, offer: { __typename: 'WaitlistOffer', id: string, startsAt: string, endsAt: string, expiresAt: string, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null } | null } | null, userErrors: Array<{ __typename: 'JoinWaitlistUserError', code: JoinWaitlistUserErrorCode, message: string, field: string | null }> } };

export type LeaveWaitlistMutationVariables = Exact<{
  input: LeaveWaitlistInput;
}>;


export type LeaveWaitlistMutation = { __typename: 'Mutation', leaveWaitlist: { __typename: 'LeaveWaitlistPayload', waitlistEntry: { __typename: 'WaitlistEntry', id: string, status: WaitlistStatus } | null, userErrors: Array<{ __typename: 'LeaveWaitlistUserError', code: LeaveWaitlistUserErrorCode, message: string, field: string | null }> } };

export type AcceptWaitlistOfferMutationVariables = Exact<{
  input: AcceptWaitlistOfferInput;
}>;


export type AcceptWaitlistOfferMutation = { __typename: 'Mutation', acceptWaitlistOffer: { __typename: 'AcceptWaitlistOfferPayload', appointment: { __typename: 'Appointment', id: string, status: AppointmentStatus, startsAt: string, endsAt: string, version: number, clinic: { __typename: 'Clinic', name: string, timeZone: string }, serviceType: { __typename: 'ServiceType', name: string }, room: { __typename: 'Room', name: string }, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null } | null, userErrors: Array<{ __typename: 'AcceptWaitlistOfferUserError', code: AcceptWaitlistOfferUserErrorCode, message: string, field: string | null }> } };

export type DeclineWaitlistOfferMutationVariables = Exact<{
  input: DeclineWaitlistOfferInput;
}>;


export type DeclineWaitlistOfferMutation = { __typename: 'Mutation', declineWaitlistOffer: { __typename: 'DeclineWaitlistOfferPayload', waitlistEntry: { __typename: 'WaitlistEntry', id: string, status: WaitlistStatus, fromDate: string, untilDate: string, createdAt: string, version: number, clinic: { __typename: 'Clinic', name: string, timeZone: string }, serviceType: { __typename: 'ServiceType', name: string }, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null, offer: { __typename: 'WaitlistOffer', id: string, startsAt: string, endsAt: string, expiresAt: string, practitioner: { __typename: 'Practitioner', name: { __typename: 'PersonName', display: string } } | null } | null } | null, userErrors: Array<{ __typename: 'DeclineWaitlistOfferUserError', code: DeclineWaitlistOfferUserErrorCode, message: string, field: string | null }> } };

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
export const AppointmentDetailsFragmentDoc = new TypedDocumentString(`
    fragment AppointmentDetails on Appointment {
  __typename
  id
  status
  startsAt
  endsAt
  version
  clinic {
    __typename
    name
    timeZone
  }
  serviceType {
    __typename
    name
  }
  room {
    __typename
    name
  }
  practitioner {
    __typename
    name {
      __typename
      display
    }
  }
}
    `, {"fragmentName":"AppointmentDetails"}) as unknown as TypedDocumentString<AppointmentDetailsFragment, unknown>;
export const WaitlistEntryDetailsFragmentDoc = new TypedDocumentString(`
    fragment WaitlistEntryDetails on WaitlistEntry {
  __typename
  id
  status
  fromDate
  untilDate
  createdAt
  version
  clinic {
    __typename
    name
    timeZone
  }
  serviceType {
    __typename
    name
  }
  practitioner {
    __typename
    name {
      __typename
      display
    }
  }
  offer {
    __typename
    id
    startsAt
    endsAt
    expiresAt
    practitioner {
      __typename
      name {
        __typename
        display
      }
    }
  }
}
    `, {"fragmentName":"WaitlistEntryDetails"}) as unknown as TypedDocumentString<WaitlistEntryDetailsFragment, unknown>;
export const ClinicsDocument = new TypedDocumentString(`
    query Clinics {
  __typename
  clinics(first: 10) {
    __typename
    nodes {
      __typename
      id
      name
      city
      timeZone
      serviceTypes {
        __typename
        id
        name
        durationMinutes
        price {
          __typename
          amountMinor
          currency
        }
      }
    }
  }
}
    `, {"hash":"sha256:326b0fc3981bc4bd7bc1e9bd6f111438db2ed92f6b04751e1b30e8261d9a1952"}) as unknown as TypedDocumentString<ClinicsQuery, ClinicsQueryVariables>;
export const FreeSlotsDocument = new TypedDocumentString(`
    query FreeSlots($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID, $from: LocalDate!, $days: Int) {
  __typename
  availableSlots(
    clinicId: $clinicId
    serviceTypeId: $serviceTypeId
    practitionerId: $practitionerId
    from: $from
    days: $days
    first: 50
  ) {
    __typename
    nodes {
      __typename
      startsAt
      endsAt
      practitioner {
        __typename
        id
        name {
          __typename
          display
        }
      }
    }
  }
}
    `, {"hash":"sha256:3d10bda4c2b08937f8a073b25b9baa08d9e30ce714e5e9e112fcc4b942886b22"}) as unknown as TypedDocumentString<FreeSlotsQuery, FreeSlotsQueryVariables>;
export const BookAppointmentDocument = new TypedDocumentString(`
    mutation BookAppointment($input: BookAppointmentInput!) {
  __typename
  bookAppointment(input: $input) {
    __typename
    appointment {
      __typename
      ...AppointmentDetails
    }
    userErrors {
      __typename
      code
      message
      field
    }
  }
}
    fragment AppointmentDetails on Appointment {
  __typename
  id
  status
  startsAt
  endsAt
  version
  clinic {
    __typename
    name
    timeZone
  }
  serviceType {
    __typename
    name
  }
  room {
    __typename
    name
  }
  practitioner {
    __typename
    name {
      __typename
      display
    }
  }
}`, {"hash":"sha256:7b2dd75f0e0a2199d3d1eed554c173c437b014d707e2b68cea5c684c421adf05"}) as unknown as TypedDocumentString<BookAppointmentMutation, BookAppointmentMutationVariables>;
export const RescheduleAppointmentDocument = new TypedDocumentString(`
    mutation RescheduleAppointment($input: RescheduleAppointmentInput!) {
  __typename
  rescheduleAppointment(input: $input) {
    __typename
    appointment {
      __typename
      ...AppointmentDetails
    }
    userErrors {
      __typename
      code
      message
      field
    }
  }
}
    fragment AppointmentDetails on Appointment {
  __typename
  id
  status
  startsAt
  endsAt
  version
  clinic {
    __typename
    name
    timeZone
  }
  serviceType {
    __typename
    name
  }
  room {
    __typename
    name
  }
  practitioner {
    __typename
    name {
      __typename
      display
    }
  }
}`, {"hash":"sha256:43c81dee5f900b015583c0ea63101e37800c70690e65d2ec0970ed579952872d"}) as unknown as TypedDocumentString<RescheduleAppointmentMutation, RescheduleAppointmentMutationVariables>;
export const CancelAppointmentDocument = new TypedDocumentString(`
    mutation CancelAppointment($input: CancelAppointmentInput!) {
  __typename
  cancelAppointment(input: $input) {
    __typename
    appointment {
      __typename
      id
      status
      cancellationReason
    }
    userErrors {
      __typename
      code
      message
      field
    }
  }
}
    `, {"hash":"sha256:14f63c4f91d2388f076d947e19719165ef7873643e38619ef7c9e1d38fe96bf1"}) as unknown as TypedDocumentString<CancelAppointmentMutation, CancelAppointmentMutationVariables>;
export const PatientHomeDocument = new TypedDocumentString(`
    query PatientHome($first: Int = 5, $after: String, $from: DateTime!) {
  __typename
  viewer {
    __typename
    patient {
      __typename
      id
      name {
        __typename
        display
      }
      appointments(
        first: $first
        after: $after
        filter: {from: $from, statuses: [PENDING, BOOKED, ARRIVED, CHECKED_IN]}
      ) {
        __typename
        nodes {
          __typename
          id
          status
          startsAt
          endsAt
          clinic {
            __typename
            name
            timeZone
          }
          serviceType {
            __typename
            name
          }
          practitioner {
            __typename
            name {
              __typename
              display
            }
          }
        }
        pageInfo {
          __typename
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    `, {"hash":"sha256:6a6f6f8d49ac21b64be25fab8c9838633c56ddda004636add4623f9b452bcea9"}) as unknown as TypedDocumentString<PatientHomeQuery, PatientHomeQueryVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  __typename
  signIn(input: $input) {
    __typename
    nextStep
    userErrors {
      __typename
      code
      message
    }
  }
}
    `, {"hash":"sha256:a45cf57ca64bd64fc7fadbaac39bfa24ec920edc594c3c69279198805df098ec"}) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const CompleteSignInDocument = new TypedDocumentString(`
    mutation CompleteSignIn($input: CompleteSignInInput!) {
  __typename
  completeSignIn(input: $input) {
    __typename
    userErrors {
      __typename
      code
      message
    }
  }
}
    `, {"hash":"sha256:a9c3af5f19b987b5bc64b600b56049055a63282921a1c5efe751c100096fccee"}) as unknown as TypedDocumentString<CompleteSignInMutation, CompleteSignInMutationVariables>;
export const SignOutDocument = new TypedDocumentString(`
    mutation SignOut {
  __typename
  signOut {
    __typename
    userErrors {
      __typename
      code
      message
    }
  }
}
    `, {"hash":"sha256:56777f92137e31b7ed5934a619db36e5ac59992aa09c23c53e97ed45be1407d9"}) as unknown as TypedDocumentString<SignOutMutation, SignOutMutationVariables>;
export const WhoAmIDocument = new TypedDocumentString(`
    query WhoAmI {
  __typename
  viewer {
    __typename
    roles
    account {
      __typename
      email
    }
    tenant {
      __typename
      name
    }
  }
}
    `, {"hash":"sha256:6dd67b196177ef8d39d0e3fffe903fd82d645860cb090e0dff471a9076e6c28e"}) as unknown as TypedDocumentString<WhoAmIQuery, WhoAmIQueryVariables>;
export const MyWaitlistDocument = new TypedDocumentString(`
    query MyWaitlist($first: Int = 10, $after: String) {
  __typename
  viewer {
    __typename
    patient {
      __typename
      id
      waitlistEntries(first: $first, after: $after, isLive: true) {
        __typename
        nodes {
          __typename
          ...WaitlistEntryDetails
        }
        pageInfo {
          __typename
          hasNextPage
          endCursor
        }
      }
    }
  }
}
    fragment WaitlistEntryDetails on WaitlistEntry {
  __typename
  id
  status
  fromDate
  untilDate
  createdAt
  version
  clinic {
    __typename
    name
    timeZone
  }
  serviceType {
    __typename
    name
  }
  practitioner {
    __typename
    name {
      __typename
      display
    }
  }
  offer {
    __typename
    id
    startsAt
    endsAt
    expiresAt
    practitioner {
      __typename
      name {
        __typename
        display
      }
    }
  }
}`, {"hash":"sha256:b9b663b004f5143427351321cb6aea2b640b56272facdc6bc07d7795d0645edd"}) as unknown as TypedDocumentString<MyWaitlistQuery, MyWaitlistQueryVariables>;
export const JoinWaitlistDocument = new TypedDocumentString(`
    mutation JoinWaitlist($input: JoinWaitlistInput!) {
  __typename
  joinWaitlist(input: $input) {
    __typename
    waitlistEntry {
      __typename
      ...WaitlistEntryDetails
    }
    userErrors {
      __typename
      code
      message
      field
    }
  }
}
    fragment WaitlistEntryDetails on WaitlistEntry {
  __typename
  id
  status
  fromDate
  untilDate
  createdAt
  version
  clinic {
    __typename
    name
    timeZone
  }
  serviceType {
    __typename
    name
  }
  practitioner {
    __typename
    name {
      __typename
      display
    }
  }
  offer {
    __typename
    id
    startsAt
    endsAt
    expiresAt
    practitioner {
      __typename
      name {
        __typename
        display
      }
    }
  }
}`, {"hash":"sha256:55544de7d9971bd131a4c1f96ded3b65f90084f43ba37121ca8172397f474896"}) as unknown as TypedDocumentString<JoinWaitlistMutation, JoinWaitlistMutationVariables>;
export const LeaveWaitlistDocument = new TypedDocumentString(`
    mutation LeaveWaitlist($input: LeaveWaitlistInput!) {
  __typename
  leaveWaitlist(input: $input) {
    __typename
    waitlistEntry {
      __typename
      id
      status
    }
    userErrors {
      __typename
      code
      message
      field
    }
  }
}
    `, {"hash":"sha256:823a11fe819fb2fbc5a648f3f67bbfdf1df9a4ff8e6f3ce6fc075933441409af"}) as unknown as TypedDocumentString<LeaveWaitlistMutation, LeaveWaitlistMutationVariables>;
export const AcceptWaitlistOfferDocument = new TypedDocumentString(`
    mutation AcceptWaitlistOffer($input: AcceptWaitlistOfferInput!) {
  __typename
  acceptWaitlistOffer(input: $input) {
    __typename
    appointment {
      __typename
      ...AppointmentDetails
    }
    userErrors {
      __typename
      code
      message
      field
    }
  }
}
    fragment AppointmentDetails on Appointment {
  __typename
  id
  status
  startsAt
  endsAt
  version
  clinic {
    __typename
    name
    timeZone
  }
  serviceType {
    __typename
    name
  }
  room {
    __typename
    name
  }
  practitioner {
    __typename
    name {
      __typename
      display
    }
  }
}`, {"hash":"sha256:fb33445df49ccd925ef3854cf806dac6d8ca9d912b0ddb1f36526134f745e7b7"}) as unknown as TypedDocumentString<AcceptWaitlistOfferMutation, AcceptWaitlistOfferMutationVariables>;
export const DeclineWaitlistOfferDocument = new TypedDocumentString(`
    mutation DeclineWaitlistOffer($input: DeclineWaitlistOfferInput!) {
  __typename
  declineWaitlistOffer(input: $input) {
    __typename
    waitlistEntry {
      __typename
      ...WaitlistEntryDetails
    }
    userErrors {
      __typename
      code
      message
      field
    }
  }
}
    fragment WaitlistEntryDetails on WaitlistEntry {
  __typename
  id
  status
  fromDate
  untilDate
  createdAt
  version
  clinic {
    __typename
    name
    timeZone
  }
  serviceType {
    __typename
    name
  }
  practitioner {
    __typename
    name {
      __typename
      display
    }
  }
  offer {
    __typename
    id
    startsAt
    endsAt
    expiresAt
    practitioner {
      __typename
      name {
        __typename
        display
      }
    }
  }
}`, {"hash":"sha256:8f89997389d0c7a5c0096fedc7c44bd05981ce0151f196e8c6af5bfb5e75f63a"}) as unknown as TypedDocumentString<DeclineWaitlistOfferMutation, DeclineWaitlistOfferMutationVariables>;