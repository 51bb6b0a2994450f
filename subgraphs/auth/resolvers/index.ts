import { Account } from "./Account.ts";
import { signIn } from "./Mutation/signIn.ts";
import { signOut } from "./Mutation/signOut.ts";
import { signUp } from "./Mutation/signUp.ts";
import { viewer } from "./Query/viewer.ts";
import { Tenant } from "./Tenant.ts";
import { Viewer } from "./Viewer.ts";

/** All resolvers of this subgraph, by type and field. */
export const resolvers = {
  Query: { viewer },
  Mutation: { signIn, signOut, signUp },
  Account,
  Tenant,
  Viewer,
};
