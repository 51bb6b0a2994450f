import { Account } from "./Account.ts";
import { endPreviousClientSecret } from "./Mutation/endPreviousClientSecret.ts";
import { revokeSession } from "./Mutation/revokeSession.ts";
import { rotateClientSecret } from "./Mutation/rotateClientSecret.ts";
import { signIn } from "./Mutation/signIn.ts";
import { signOut } from "./Mutation/signOut.ts";
import { signOutEverywhere } from "./Mutation/signOutEverywhere.ts";
import { signUp } from "./Mutation/signUp.ts";
import { viewer } from "./Query/viewer.ts";
import { Session } from "./Session.ts";
import { Tenant } from "./Tenant.ts";
import { Viewer } from "./Viewer.ts";

/** All resolvers of this subgraph, by type and field. */
export const resolvers = {
  Query: { viewer },
  Mutation: {
    endPreviousClientSecret,
    revokeSession,
    rotateClientSecret,
    signIn,
    signOut,
    signOutEverywhere,
    signUp,
  },
  Account,
  Session,
  Tenant,
  Viewer,
};
