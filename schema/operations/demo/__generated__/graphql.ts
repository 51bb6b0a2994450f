/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** What kind of thing happened. */
export type AuditCategory =
  /** Something was created, changed or removed. */
  | 'CHANGE'
  /** An action on patient data was refused. */
  | 'DENIAL'
  /** Patient data was read. */
  | 'READ'
  /** Somebody tried to sign in or sign up. */
  | 'SIGN_IN'
  /** Somebody signed out. */
  | 'SIGN_OUT';

/** How it ended. */
export type AuditOutcome =
  /** It was refused by the policies. */
  | 'DENIED'
  /** It was tried and failed, for example for a wrong password. */
  | 'FAILURE'
  /** It was done. */
  | 'SUCCESS';

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

/** What `requestPasswordReset` needs. */
export type RequestPasswordResetInput = {
  /** Address of an account; upper and lower case do not differ. */
  email: string;
};

/** Why `requestPasswordReset` was refused. That an address has no account is not among the reasons. */
export type RequestPasswordResetUserErrorCode =
  /** There were too many such requests from the network that the request came from. */
  | 'TOO_MANY_ATTEMPTS';

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

/** What `resetPassword` needs. */
export type ResetPasswordInput = {
  /** The password from now on, by the rule of `signUp`. */
  newPassword: string;
  /** What the mail's link carries after `#token=`; 43 characters. */
  token: string;
};

/** Why `resetPassword` was refused. */
export type ResetPasswordUserErrorCode =
  /** The token was never made, was used, was replaced by a newer one or is older than 30 minutes; which of it is not told. */
  | 'TOKEN_INVALID'
  /** The password is too short, easily guessed, or contains a part of the e-mail address. The token can be used again. */
  | 'WEAK_PASSWORD';

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

export type ClinicsQueryVariables = Exact<{ [key: string]: never; }>;


export type ClinicsQuery = { clinics: { nodes: Array<{ id: string, name: string, city: string, timeZone: string, serviceTypes: Array<{ id: string, name: string, durationMinutes: number, price: { amountMinor: number, currency: string } }> }> } };

export type FreeSlotsQueryVariables = Exact<{
  clinicId: string;
  serviceTypeId: string;
  practitionerId?: string | null | undefined;
  from: string;
  days?: number | null | undefined;
}>;


export type FreeSlotsQuery = { availableSlots: { nodes: Array<{ startsAt: string, endsAt: string, practitioner: { id: string, name: { display: string } } | null }> } };

export type BookedAppointmentFragment = { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, version: number, clinic: { name: string, timeZone: string }, serviceType: { name: string }, room: { name: string }, practitioner: { name: { display: string } } | null };

export type BookAppointmentMutationVariables = Exact<{
  input: BookAppointmentInput;
}>;


export type BookAppointmentMutation = { bookAppointment: { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, version: number, clinic: { name: string, timeZone: string }, serviceType: { name: string }, room: { name: string }, practitioner: { name: { display: string } } | null } | null, userErrors: Array<{ code: BookAppointmentUserErrorCode, message: string, field: string | null }> } };

export type RescheduleAppointmentMutationVariables = Exact<{
  input: RescheduleAppointmentInput;
}>;


export type RescheduleAppointmentMutation = { rescheduleAppointment: { appointment: { id: string, status: AppointmentStatus, startsAt: string, endsAt: string, version: number, clinic: { name: string, timeZone: string }, serviceType: { name: string }, room: { name: string }, practitioner: { name: { display: string } } | null } | null, userErrors: Array<{ code: RescheduleAppointmentUserErrorCode, message: string, field: string | null }> } };

export type CancelAppointmentMutationVariables = Exact<{
  input: CancelAppointmentInput;
}>;


export type CancelAppointmentMutation = { cancelAppointment: { appointment: { id: string, status: AppointmentStatus, cancellationReason: string | null } | null, userErrors: Array<{ code: CancelAppointmentUserErrorCode, message: string, field: string | null }> } };

export type PractitionerDayQueryVariables = Exact<{
  from: string;
  to: string;
}>;


export type PractitionerDayQuery = { viewer: { practitioner: { id: string, appointments: { nodes: Array<{ id: string, status: AppointmentStatus, startsAt: string, reason: string | null, patient: { name: { display: string } } | null }> } | null } | null } | null };

export type AuditTrailQueryVariables = Exact<{
  entityId: string;
}>;


export type AuditTrailQuery = { auditEvents: { nodes: Array<{ sequence: number, category: AuditCategory, action: string, outcome: AuditOutcome, source: string, recordedAt: string, fields: Array<string>, agent: { kind: string, roles: Array<string> } }> } };

export type RequestPasswordResetMutationVariables = Exact<{
  input: RequestPasswordResetInput;
}>;


export type RequestPasswordResetMutation = { requestPasswordReset: { isAccepted: boolean, userErrors: Array<{ code: RequestPasswordResetUserErrorCode, message: string }> } };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword: { isReset: boolean, userErrors: Array<{ code: ResetPasswordUserErrorCode, message: string }> } };

export type SignInMutationVariables = Exact<{
  input: SignInInput;
}>;


export type SignInMutation = { signIn: { nextStep: SignInNextStep | null, userErrors: Array<{ code: SignInUserErrorCode, message: string }> } };

export type CompleteSignInMutationVariables = Exact<{
  input: CompleteSignInInput;
}>;


export type CompleteSignInMutation = { completeSignIn: { userErrors: Array<{ code: CompleteSignInUserErrorCode, message: string }> } };

export type WhoAmIQueryVariables = Exact<{ [key: string]: never; }>;


export type WhoAmIQuery = { viewer: { roles: Array<Role>, account: { email: string }, tenant: { name: string } } | null };

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
export const BookedAppointmentFragmentDoc = new TypedDocumentString(`
    fragment BookedAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  version
  clinic {
    name
    timeZone
  }
  serviceType {
    name
  }
  room {
    name
  }
  practitioner {
    name {
      display
    }
  }
}
    `, {"fragmentName":"BookedAppointment"}) as unknown as TypedDocumentString<BookedAppointmentFragment, unknown>;
export const ClinicsDocument = new TypedDocumentString(`
    query Clinics {
  clinics(first: 10) {
    nodes {
      id
      name
      city
      timeZone
      serviceTypes {
        id
        name
        durationMinutes
        price {
          amountMinor
          currency
        }
      }
    }
  }
}
    `, {"hash":"sha256:fcc6b5f2d6075310052d7c3bd42f90d80ed016409ee75ce49e16322eab8eecdb"}) as unknown as TypedDocumentString<ClinicsQuery, ClinicsQueryVariables>;
export const FreeSlotsDocument = new TypedDocumentString(`
    query FreeSlots($clinicId: ID!, $serviceTypeId: ID!, $practitionerId: ID, $from: LocalDate!, $days: Int) {
  availableSlots(
    clinicId: $clinicId
    serviceTypeId: $serviceTypeId
    practitionerId: $practitionerId
    from: $from
    days: $days
    first: 50
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
  }
}
    `, {"hash":"sha256:92824686eb86bb97489b9f4221869b439c5ade0a8813453501b46f3bc303fe2e"}) as unknown as TypedDocumentString<FreeSlotsQuery, FreeSlotsQueryVariables>;
export const BookAppointmentDocument = new TypedDocumentString(`
    mutation BookAppointment($input: BookAppointmentInput!) {
  bookAppointment(input: $input) {
    appointment {
      ...BookedAppointment
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment BookedAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  version
  clinic {
    name
    timeZone
  }
  serviceType {
    name
  }
  room {
    name
  }
  practitioner {
    name {
      display
    }
  }
}`, {"hash":"sha256:5abe4e77305efd5bb735141f2ea787761fd45cd332c588a1569940839062cbee"}) as unknown as TypedDocumentString<BookAppointmentMutation, BookAppointmentMutationVariables>;
export const RescheduleAppointmentDocument = new TypedDocumentString(`
    mutation RescheduleAppointment($input: RescheduleAppointmentInput!) {
  rescheduleAppointment(input: $input) {
    appointment {
      ...BookedAppointment
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment BookedAppointment on Appointment {
  id
  status
  startsAt
  endsAt
  version
  clinic {
    name
    timeZone
  }
  serviceType {
    name
  }
  room {
    name
  }
  practitioner {
    name {
      display
    }
  }
}`, {"hash":"sha256:87b172c44f7777ad5f74296dfa287db2548f7d68406086eb1af656519fb1a930"}) as unknown as TypedDocumentString<RescheduleAppointmentMutation, RescheduleAppointmentMutationVariables>;
export const CancelAppointmentDocument = new TypedDocumentString(`
    mutation CancelAppointment($input: CancelAppointmentInput!) {
  cancelAppointment(input: $input) {
    appointment {
      id
      status
      cancellationReason
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `, {"hash":"sha256:39eb0b8acd7c299e13c70e301fdf4e81ed34185111d2e72558af8421c21a9589"}) as unknown as TypedDocumentString<CancelAppointmentMutation, CancelAppointmentMutationVariables>;
export const PractitionerDayDocument = new TypedDocumentString(`
    query PractitionerDay($from: DateTime!, $to: DateTime!) {
  viewer {
    practitioner {
      id
      appointments(first: 100, filter: {from: $from, to: $to}) {
        nodes {
          id
          status
          startsAt
          reason
          patient {
            name {
              display
            }
          }
        }
      }
    }
  }
}
    `, {"hash":"sha256:b8ad86497dd49bbeb1113880ffc8088259c5881fa08e9a6ff2fcfc703f1d9dd9"}) as unknown as TypedDocumentString<PractitionerDayQuery, PractitionerDayQueryVariables>;
export const AuditTrailDocument = new TypedDocumentString(`
    query AuditTrail($entityId: ID!) {
  auditEvents(first: 50, filter: {entityId: $entityId}) {
    nodes {
      sequence
      category
      action
      outcome
      source
      recordedAt
      agent {
        kind
        roles
      }
      fields
    }
  }
}
    `, {"hash":"sha256:dcefa0c3657ff6e6c3c231caa188ef113ebf67d76fb75efee19d8f43fa39c78d"}) as unknown as TypedDocumentString<AuditTrailQuery, AuditTrailQueryVariables>;
export const RequestPasswordResetDocument = new TypedDocumentString(`
    mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) {
    isAccepted
    userErrors {
      code
      message
    }
  }
}
    `, {"hash":"sha256:cfd9b029deca8b784a7a942c12543f552e08b9b22239269c1fcc9d76069634e7"}) as unknown as TypedDocumentString<RequestPasswordResetMutation, RequestPasswordResetMutationVariables>;
export const ResetPasswordDocument = new TypedDocumentString(`
    mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    isReset
    userErrors {
      code
      message
    }
  }
}
    `, {"hash":"sha256:abd1d749273fc17e9f4adee3908330461aa520d5fdfd3caf6892e34289871e8c"}) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($input: SignInInput!) {
  signIn(input: $input) {
    nextStep
    userErrors {
      code
      message
    }
  }
}
    `, {"hash":"sha256:f59b1b66c34eb416fcacbf81a690c47297b38f708aa37a4e94ed919a69ed40d6"}) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const CompleteSignInDocument = new TypedDocumentString(`
    mutation CompleteSignIn($input: CompleteSignInInput!) {
  completeSignIn(input: $input) {
    userErrors {
      code
      message
    }
  }
}
    `, {"hash":"sha256:531751797290f9abd7084ccd835c60d7f21a4a54dd37f76e6b8f124da669fedf"}) as unknown as TypedDocumentString<CompleteSignInMutation, CompleteSignInMutationVariables>;
export const WhoAmIDocument = new TypedDocumentString(`
    query WhoAmI {
  viewer {
    roles
    account {
      email
    }
    tenant {
      name
    }
  }
}
    `, {"hash":"sha256:40120d400398cd790a0aefd99f14dfc60c7b6b266aa12643deed989554d17ca2"}) as unknown as TypedDocumentString<WhoAmIQuery, WhoAmIQueryVariables>;