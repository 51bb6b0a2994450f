import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import {
  authorizationQuery,
  authorize,
  beginSession,
  exchange,
  getCode,
  newPkce,
  refresh,
} from "./app-flow.ts";
import { ownToken } from "./oauth-forms.ts";
import { enrol, signIn } from "./sessions.ts";
import {
  CLIENT_SECRET,
  insertAccount,
  insertApp,
  insertClient,
  insertTenants,
  PASSWORD,
  startAuth,
  type AuthHarness,
} from "./world.ts";

const MARA = "mara@patients.example";

/** Secrets by what they are. */
type Secrets = Readonly<Record<string, string | null | undefined>>;

/**
 * What people and programs do, each answering the secrets that it has seen: a new kind of secret is a new line here.
 * None of them may be found in a copy of the database, whole or as bytes.
 */
const FLOWS: Readonly<Record<string, (harness: AuthHarness) => Promise<Secrets>>> = {
  "signing in": async (harness) => {
    await signIn(harness, { email: MARA, password: "a-mistyped-passphrase" });
    await signIn(harness, { email: "stranger@elsewhere.example", password: "a-strangers-passphrase" });
    const { sessionId } = await signIn(harness, { email: MARA });
    return {
      "a session id": sessionId,
      "a password": PASSWORD,
      "a mistyped password": "a-mistyped-passphrase",
      "the password of nobody": "a-strangers-passphrase",
      "the address of nobody": "stranger",
    };
  },
  "asking for a token of one's own": async (harness) => {
    return { "a client secret": CLIENT_SECRET, "a program's access token": await ownToken(harness) };
  },
  "rotating a client's secret": async (harness) => {
    const admin = await beginSession(harness, "admin@clinic.example");
    const { data } = await harness.execute(
      admin,
      'mutation { rotateClientSecret(input: { clientId: "partner-lab" }) { clientSecret } }',
    );
    return { "a new client secret": data.rotateClientSecret.clientSecret };
  },
  "letting an app act for oneself": async (harness) => {
    const mara = await beginSession(harness, MARA);
    const pkce = newPkce();
    const code = await getCode(harness, mara, pkce);
    const unused = await getCode(harness, mara, pkce);
    const first = await exchange(harness, code, pkce);
    const second = await refresh(harness, first.refreshToken);
    return {
      "a used authorization code": code,
      "an authorization code": unused,
      "a code verifier": pkce.verifier,
      "an access token": first.accessToken,
      "a used refresh token": first.refreshToken,
      "a refresh token": second.refreshToken,
    };
  },
  "being asked by an app": async (harness) => {
    const mara = await beginSession(harness, MARA);
    const query = authorizationQuery(newPkce(), { client_id: "asking-app", state: "a-state-of-the-app" });
    const { body } = await authorize(harness, mara, query);
    return {
      "the token of a form": /name="form_token" value="([^"]+)"/.exec(body)?.[1],
      "a state": "a-state-of-the-app",
    };
  },
  "being asked for a passkey": async (harness) => {
    const mara = await beginSession(harness, MARA);
    const toRegister = await harness.execute(mara, "mutation { beginPasskeyRegistration { options } }");
    const toSignIn = await harness.execute(
      ANONYMOUS,
      "mutation { beginPasskeyAuthentication(input: { purpose: SIGN_IN }) { options } }",
    );
    return {
      "a challenge to register": JSON.parse(toRegister.data.beginPasskeyRegistration.options).challenge,
      "a challenge to sign in": JSON.parse(toSignIn.data.beginPasskeyAuthentication.options).challenge,
    };
  },
  // The last: whoever has one does not sign in by the password alone.
  "setting up a second factor": async (harness) => {
    const { secret, recoveryCodes } = await enrol(harness, await beginSession(harness, MARA));
    const [code = "", spoken = ""] = recoveryCodes;
    return {
      "the secret of an authenticator app": secret,
      "a recovery code": code,
      "a recovery code without hyphens": spoken.replaceAll("-", ""),
    };
  },
};

/** What no flow shows, and must be in no dump either: the private halves of signing keys. */
const NEVER = { "a private key": "PRIVATE KEY", "a private key as JSON": '"d":' } as const;

let harness: AuthHarness;
let seen: Secrets = NEVER;

beforeAll(async () => {
  harness = await startAuth();
  const { northwind: tenantId } = await insertTenants(harness.admin);
  await insertAccount(harness.admin, { tenantId, email: MARA });
  await insertAccount(harness.admin, { tenantId, email: "admin@clinic.example", roles: ["ADMIN"] });
  await insertClient(harness.admin, { tenantId, clientId: "partner-lab" });
  await insertApp(harness.admin, { tenantId, clientId: "clinic-app" });
  await insertApp(harness.admin, { tenantId, clientId: "asking-app", isFirstParty: false });
  for (const flow of Object.values(FLOWS)) seen = { ...seen, ...(await flow(harness)) };
});
afterAll(() => harness.stop());

/** Every value of every column of every table of the schema, as text: `table.column value`. */
async function dump(admin: postgres.Sql): Promise<readonly string[]> {
  const columns = await admin<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'auth' order by 1, ordinal_position`;
  const values = await Promise.all(
    columns.map(async ({ table, column }) => {
      const rows = await admin<{ value: string }[]>`
        select ${admin(column)}::text as value from auth.${admin(table)} where ${admin(column)} is not null`;
      return rows.map(({ value }) => `${table}.${column} ${value}`);
    }),
  );
  return values.flat();
}

const SHORTEST_ENCODED_BYTES = 16;

/** The ways in which a secret could stand somewhere: as it is, or its bytes as Postgres writes them. */
function spellingsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, "base64url");
  const ofText = Buffer.from(secret).toString("hex");
  // A word is no secret that was encoded.
  return bytes.length < SHORTEST_ENCODED_BYTES ? [secret, ofText] : [secret, ofText, bytes.toString("hex")];
}

describe("a dump of the database", () => {
  it("holds no secret that anybody has used or been given", async () => {
    const values = await dump(harness.admin);
    // It is one: what must be in it is.
    for (const column of [
      "account.email",
      "signing_key.public_jwk",
      "refresh_token.token_hash",
      "outbox.payload",
    ]) {
      expect(values.filter((value) => value.startsWith(`${column} `))).not.toEqual([]);
    }
    const found = Object.entries(seen).flatMap(([name, secret]) => {
      if (!secret) return [`${name} was not seen`];
      const places = values.filter((value) => spellingsOf(secret).some((text) => value.includes(text)));
      return places.map((place) => `${name} in ${place.split(" ", 1)[0] ?? ""}`);
    });
    expect(found).toEqual([]);
    expect(Object.keys(seen).length).toBeGreaterThan(15);
  });
});
