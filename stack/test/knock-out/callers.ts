import { ACCOUNTS } from "#drizzle/seed/world.ts";
import { addAccountLike } from "../add-account.ts";
import {
  MATRIX_ROLES,
  OWNERSHIPS,
  PERMISSION_MATRIX,
  type MatrixRole,
  type Ownership,
} from "../permission-matrix.ts";
import type { Client, PermissionWorld, PlaceName } from "../permission-world.ts";
import type { TestStack } from "../test-stack.ts";

/** Who asks. */
export interface Caller {
  readonly name: string;
  readonly client: Client;
  /** Column of the permission matrix; null for who has no role. */
  readonly role: MatrixRole | null;
}

/**
 * Whose a thing is to a role: support owns in its way what is of its region. A place that is added to the world needs a
 * row here, and so does a dimension: it is a place that differs from another in that only.
 */
const WHOSE: Readonly<Record<PlaceName, (role: MatrixRole) => Ownership>> = {
  first: () => "own",
  second: (role) => (role === "support" ? "own" : "other"),
  afar: () => "other",
  foreign: () => "foreign",
};

/**
 * What the permission matrix says of a field at a place: `v` is visible, `-` not asked for, anything else is not to be
 * seen. Who has no role sees who they are, which is not asked for here, and no more.
 */
export function letterOf(role: MatrixRole | null, place: PlaceName, path: string): string {
  if (role === null) return /^viewer\b/.test(path) ? "-" : "x";
  const word = PERMISSION_MATRIX[path]?.split(" ")[MATRIX_ROLES.indexOf(role)];
  return word?.[OWNERSHIPS.indexOf(WHOSE[place](role))] ?? "-";
}

/** Whose the things of a place are, for what is made for the question. */
export function ownershipOf(role: MatrixRole | null, place: PlaceName): Ownership {
  return WHOSE[place](role ?? "nobody");
}

/** Everybody of the permission matrix, an account without a role, and one that was disabled after it signed in. */
export async function signInCallers(stack: TestStack, world: PermissionWorld): Promise<readonly Caller[]> {
  const known = await Promise.all(
    MATRIX_ROLES.map(async (role): Promise<Caller> => ({
      name: role,
      client: insistent(await world.client(role)),
      role,
    })),
  );
  const roleless = await addAccount(stack, []);
  const disabled = await addAccount(stack, ["ADMIN"]);
  await stack.admin`update auth.account set disabled_at = now() where email = ${disabled.email}`;
  return [
    ...known,
    { name: "account without a role", client: roleless.client, role: null },
    { name: "disabled account", client: disabled.client, role: "nobody" },
  ];
}

/** An account of the first tenant that has just signed in. */
async function addAccount(
  stack: TestStack,
  roles: readonly string[],
): Promise<{ readonly email: string; readonly client: Client }> {
  const { email } = await addAccountLike(stack.admin, ACCOUNTS.analyst.email);
  const browser = await stack.browser(email);
  await stack.admin`update auth.account set roles = ${[...roles]} where email = ${email}`;
  return { email, client: insistent((document, variables) => browser.send(document, variables)) };
}

const MAX_SENDINGS = 5;

/** Sends again what could not be answered for a moment: on a busy machine a connection may be long in coming. */
function insistent(client: Client): Client {
  return async (document, variables) => {
    for (let sending = 1; ; sending += 1) {
      const answer = await client(document, variables);
      const isTransient = answer.errors.some(({ extensions }) => extensions["retryable"] === true);
      if (!isTransient || sending === MAX_SENDINGS) return answer;
    }
  };
}
