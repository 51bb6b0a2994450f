import { Account } from "./Account.ts";
import { AccountConnection } from "./AccountConnection.ts";
import { changeAccountAccess } from "./Mutation/changeAccountAccess.ts";
import { changePassword } from "./Mutation/changePassword.ts";
import { disableAccount } from "./Mutation/disableAccount.ts";
import { enableAccount } from "./Mutation/enableAccount.ts";
import { endPreviousClientSecret } from "./Mutation/endPreviousClientSecret.ts";
import { endImpersonation } from "./Mutation/endImpersonation.ts";
import { impersonate } from "./Mutation/impersonate.ts";
import { requestEmailVerification } from "./Mutation/requestEmailVerification.ts";
import { requestPasswordReset } from "./Mutation/requestPasswordReset.ts";
import { resetPassword } from "./Mutation/resetPassword.ts";
import { revokeSession } from "./Mutation/revokeSession.ts";
import { rotateClientSecret } from "./Mutation/rotateClientSecret.ts";
import { signIn } from "./Mutation/signIn.ts";
import { signOut } from "./Mutation/signOut.ts";
import { signOutEverywhere } from "./Mutation/signOutEverywhere.ts";
import { signUp } from "./Mutation/signUp.ts";
import { verifyEmail } from "./Mutation/verifyEmail.ts";
import { account } from "./Query/account.ts";
import { accounts } from "./Query/accounts.ts";
import { viewer } from "./Query/viewer.ts";
import { Session } from "./Session.ts";
import { Tenant } from "./Tenant.ts";
import { Viewer } from "./Viewer.ts";

/** All resolvers of this subgraph, by type and field. */
export const resolvers = {
  Query: { account, accounts, viewer },
  Mutation: {
    changeAccountAccess,
    changePassword,
    disableAccount,
    enableAccount,
    endImpersonation,
    impersonate,
    endPreviousClientSecret,
    requestEmailVerification,
    requestPasswordReset,
    resetPassword,
    revokeSession,
    rotateClientSecret,
    signIn,
    signOut,
    signOutEverywhere,
    signUp,
    verifyEmail,
  },
  Account,
  AccountConnection,
  Session,
  Tenant,
  Viewer,
};
