import type { TypeOverrides } from "./mock-value.ts";

/** What an app sees on most days, where anything would be as valid. */
export const DEFAULT_VALUES: TypeOverrides = {
  PageInfo: { hasNextPage: false, hasPreviousPage: false },
  Viewer: { breakGlass: null, impersonator: null },
  Account: { isDisabled: false, isEmailVerified: true },
  Session: { isImpersonation: false },
  SignInPayload: { nextStep: null },
  Appointment: { status: "BOOKED", cancelledAt: null, cancellationReason: null },
  AppointmentStatisticsCell: { isSuppressed: false },
  Consent: { status: "ACTIVE", withdrawnAt: null },
  BreakGlassGrant: { endedAt: null },
};
