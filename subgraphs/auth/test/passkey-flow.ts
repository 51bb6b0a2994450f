import type postgres from "postgres";
import { expect } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { sessionIdIn } from "./sessions.ts";
import { SoftAuthenticator, type Liberties } from "./soft-authenticator.ts";
import type { AuthHarness } from "./world.ts";

/** The payload of a mutation about passkeys, as far as it has the field, and the id of the session that its answer brings. */
export interface PasskeyPayload {
  readonly sessionId: string | null;
  readonly options: string | null;
  readonly expiresAt: string | null;
  readonly passkeyId: string | null;
  readonly recoveryCodes: readonly string[] | null;
  readonly validUntil: string | null;
  readonly viewer: unknown;
  readonly userErrors: readonly { readonly code: string; readonly field: string | null }[];
}

/** What a passkey is used for. */
export type Purpose = "SIGN_IN" | "COMPLETE_SIGN_IN" | "STEP_UP";

const VIEWER = "viewer { account { email } roles }";
const MUTATIONS = {
  beginPasskeyRegistration: "options expiresAt",
  finishPasskeyRegistration: `passkeyId recoveryCodes ${VIEWER}`,
  beginPasskeyAuthentication: "options expiresAt",
  signInWithPasskey: VIEWER,
  completeSignInWithPasskey: VIEWER,
  stepUpWithPasskey: "validUntil",
  renamePasskey: "passkey { id name }",
  removePasskey: "passkeyId",
} as const;

/** Root field of each use. */
const USES = {
  SIGN_IN: "signInWithPasskey",
  COMPLETE_SIGN_IN: "completeSignInWithPasskey",
  STEP_UP: "stepUpWithPasskey",
} as const;

/** A passkey that an account has registered. */
export interface Registered {
  readonly authenticator: SoftAuthenticator;
  readonly passkeyId: string;
  readonly recoveryCodes: readonly string[] | null;
  readonly sessionId: string | null;
}

/** What tests of passkeys do, with whatever harness is there when they do it. */
export interface PasskeyFlow {
  /** Calls a mutation with an input, from an address if given. */
  send(
    viewer: Viewer,
    field: keyof typeof MUTATIONS,
    input?: Readonly<Record<string, unknown>>,
    clientAddress?: string,
  ): Promise<PasskeyPayload>;
  /** The options for a use, as the browser gets them. */
  optionsFor(viewer: Viewer, purpose: Purpose): Promise<string>;
  /** Begins a use and answers it, with liberties if given. */
  use(
    viewer: Viewer,
    purpose: Purpose,
    authenticator: SoftAuthenticator,
    liberties?: Liberties,
  ): Promise<PasskeyPayload>;
  /** Registers a new passkey, and forgets what that put on record. */
  register(viewer: Viewer, authenticator?: SoftAuthenticator): Promise<Registered>;
  /** What the viewer is told of its passkeys; undefined when nothing. */
  passkeysOf(viewer: Viewer): Promise<readonly unknown[] | undefined>;
}

/** Makes a {@link PasskeyFlow}. */
export function passkeyFlow(harnessNow: () => AuthHarness): PasskeyFlow {
  const send: PasskeyFlow["send"] = async (viewer, field, input, clientAddress) => {
    const [declared, given] = input
      ? [`($input: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!)`, "(input: $input)"]
      : ["", ""];
    const document = `mutation ${declared} { payload: ${field}${given} { ${MUTATIONS[field]} userErrors { code field } } }`;
    const answer = await harnessNow().execute(viewer, document, { input }, clientAddress);
    expect(answer.errors).toBeUndefined();
    const payload: Omit<PasskeyPayload, "sessionId"> = answer.data.payload;
    return { ...payload, sessionId: sessionIdIn(answer.setCookies[0]) };
  };
  const optionsFor: PasskeyFlow["optionsFor"] = async (viewer, purpose) => {
    const { options, userErrors } = await send(viewer, "beginPasskeyAuthentication", { purpose });
    expect(userErrors).toEqual([]);
    return options ?? "";
  };
  return {
    send,
    optionsFor,
    use: async (viewer, purpose, authenticator, liberties) => {
      const response = authenticator.get(await optionsFor(viewer, purpose), liberties);
      return send(viewer, USES[purpose], { response });
    },
    register: async (viewer, authenticator = new SoftAuthenticator()) => {
      const begun = await send(viewer, "beginPasskeyRegistration");
      expect(begun.userErrors).toEqual([]);
      const response = authenticator.create(begun.options ?? "");
      const made = await send(viewer, "finishPasskeyRegistration", { response, name: "Laptop" });
      expect(made.userErrors).toEqual([]);
      await harnessNow().admin`truncate auth.outbox`;
      const { passkeyId, recoveryCodes, sessionId } = made;
      return { authenticator, passkeyId: passkeyId ?? "", recoveryCodes, sessionId };
    },
    passkeysOf: async (viewer) => {
      const document = "{ viewer { passkeys { name createdAt lastUsedAt isBackedUp } } }";
      const { data } = await harnessNow().execute(viewer, document);
      const passkeys: readonly unknown[] | undefined = data?.viewer?.passkeys;
      return passkeys;
    },
  };
}

/** Codes of the user errors of a payload. */
export function problemsOf({ userErrors }: PasskeyPayload): readonly string[] {
  return userErrors.map(({ code }) => code);
}

/** Gives each account that has a passkey so many more, all with its key. */
export async function insertPasskeys(admin: postgres.Sql, count: number): Promise<void> {
  await admin`
    insert into auth.passkey (id, tenant_id, account_id, credential_id, public_key, sign_count, transports,
      is_backup_eligible, is_backed_up, name)
    select gen_random_uuid(), tenant_id, account_id, gen_random_uuid()::text, public_key, 0, '{}', false, false, 'Key'
    from (select distinct on (account_id) * from auth.passkey) as passkey, generate_series(1, ${count}::int)`;
}
