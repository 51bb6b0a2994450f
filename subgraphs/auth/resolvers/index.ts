import { Account } from "./Account.ts";
import { AccountConnection } from "./AccountConnection.ts";
import { AuthorizedApp } from "./AuthorizedApp.ts";
import { BreakGlassGrant } from "./BreakGlassGrant.ts";
import { BreakGlassGrantConnection } from "./BreakGlassGrantConnection.ts";
import { BreakGlassReview } from "./BreakGlassReview.ts";
import { beginPasskeyAuthentication } from "./Mutation/beginPasskeyAuthentication.ts";
import { beginPasskeyRegistration } from "./Mutation/beginPasskeyRegistration.ts";
import { beginTotpEnrolment } from "./Mutation/beginTotpEnrolment.ts";
import { breakGlass } from "./Mutation/breakGlass.ts";
import { changeAccountAccess } from "./Mutation/changeAccountAccess.ts";
import { changePassword } from "./Mutation/changePassword.ts";
import { completeSignIn } from "./Mutation/completeSignIn.ts";
import { completeSignInWithPasskey } from "./Mutation/completeSignInWithPasskey.ts";
import { confirmTotpEnrolment } from "./Mutation/confirmTotpEnrolment.ts";
import { disableAccount } from "./Mutation/disableAccount.ts";
import { enableAccount } from "./Mutation/enableAccount.ts";
import { endBreakGlass } from "./Mutation/endBreakGlass.ts";
import { endImpersonation } from "./Mutation/endImpersonation.ts";
import { endPreviousClientSecret } from "./Mutation/endPreviousClientSecret.ts";
import { finishPasskeyRegistration } from "./Mutation/finishPasskeyRegistration.ts";
import { impersonate } from "./Mutation/impersonate.ts";
import { removePasskey } from "./Mutation/removePasskey.ts";
import { removeSecondFactor } from "./Mutation/removeSecondFactor.ts";
import { renamePasskey } from "./Mutation/renamePasskey.ts";
import { replaceRecoveryCodes } from "./Mutation/replaceRecoveryCodes.ts";
import { requestEmailVerification } from "./Mutation/requestEmailVerification.ts";
import { requestPasswordReset } from "./Mutation/requestPasswordReset.ts";
import { resetPassword } from "./Mutation/resetPassword.ts";
import { reviewBreakGlass } from "./Mutation/reviewBreakGlass.ts";
import { revokeApp } from "./Mutation/revokeApp.ts";
import { revokeSession } from "./Mutation/revokeSession.ts";
import { rotateClientSecret } from "./Mutation/rotateClientSecret.ts";
import { signIn } from "./Mutation/signIn.ts";
import { signInWithPasskey } from "./Mutation/signInWithPasskey.ts";
import { signOut } from "./Mutation/signOut.ts";
import { signOutEverywhere } from "./Mutation/signOutEverywhere.ts";
import { signUp } from "./Mutation/signUp.ts";
import { stepUp } from "./Mutation/stepUp.ts";
import { stepUpWithPasskey } from "./Mutation/stepUpWithPasskey.ts";
import { verifyEmail } from "./Mutation/verifyEmail.ts";
import { Passkey } from "./Passkey.ts";
import { account } from "./Query/account.ts";
import { accounts } from "./Query/accounts.ts";
import { breakGlassGrants } from "./Query/breakGlassGrants.ts";
import { viewer } from "./Query/viewer.ts";
import { SecondFactor } from "./SecondFactor.ts";
import { Session } from "./Session.ts";
import { Tenant } from "./Tenant.ts";
import { Viewer } from "./Viewer.ts";

/** All resolvers of this subgraph, by type and field. */
export const resolvers = {
  Query: { account, accounts, breakGlassGrants, viewer },
  Mutation: {
    beginPasskeyAuthentication,
    beginPasskeyRegistration,
    beginTotpEnrolment,
    breakGlass,
    changeAccountAccess,
    changePassword,
    completeSignIn,
    completeSignInWithPasskey,
    confirmTotpEnrolment,
    disableAccount,
    enableAccount,
    endBreakGlass,
    endImpersonation,
    endPreviousClientSecret,
    finishPasskeyRegistration,
    impersonate,
    removePasskey,
    removeSecondFactor,
    renamePasskey,
    replaceRecoveryCodes,
    requestEmailVerification,
    requestPasswordReset,
    resetPassword,
    reviewBreakGlass,
    revokeApp,
    revokeSession,
    rotateClientSecret,
    signIn,
    signInWithPasskey,
    signOut,
    signOutEverywhere,
    signUp,
    stepUp,
    stepUpWithPasskey,
    verifyEmail,
  },
  Account,
  AccountConnection,
  AuthorizedApp,
  Passkey,
  SecondFactor,
  BreakGlassGrant,
  BreakGlassGrantConnection,
  BreakGlassReview,
  Session,
  Tenant,
  Viewer,
};
