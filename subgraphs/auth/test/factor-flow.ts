import { expect } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import type { GraphqlAnswer } from "#shared/testing/subgraph-harness.ts";
import { sessionIdIn, signIn, signInFully, verifySession, type SignedIn } from "./sessions.ts";
import type { AuthHarness } from "./world.ts";

/** A code that no app shows in the tests. */
export const WRONG = "000000";

/** The payload of a mutation, as far as it was asked for, and the id of the session that its answer brings. */
export interface Payload {
  readonly sessionId: string | null;
  readonly userErrors: readonly unknown[];
  readonly enrolment: { readonly secret: string };
  readonly recoveryCodes: readonly string[];
  readonly validUntil: string | null;
  readonly endedSessions: number;
}

/** What tests of the second factor do, with whatever harness is there when they do it. */
export interface FactorFlow {
  /** Who a request with this session speaks for. */
  viewerOf(sessionId: string | null): Promise<Viewer>;
  /** Signs in by the password alone, and forgets what that put on record. */
  showPassword(email: string): Promise<SignedIn>;
  /** Signs in with all that is asked for, and forgets what that put on record. */
  signedIn(email: string): Promise<Viewer>;
  /** Calls a mutation. */
  call(viewer: Viewer, field: string): Promise<Payload>;
}

/** Makes a {@link FactorFlow}. */
export function factorFlow(harnessNow: () => AuthHarness): FactorFlow {
  const viewerOf = async (sessionId: string | null): Promise<Viewer> =>
    (await verifySession(harnessNow(), sessionId)).viewer ?? ANONYMOUS;
  const forget = () => harnessNow().admin`truncate auth.outbox`;
  return {
    viewerOf,
    showPassword: async (email) => {
      const { sessionId } = await signIn(harnessNow(), { email });
      await forget();
      return { sessionId, viewer: await viewerOf(sessionId) };
    },
    signedIn: async (email) => {
      const { viewer } = await signInFully(harnessNow(), email);
      await forget();
      return viewer;
    },
    call: async (viewer, field) => {
      const answer = await harnessNow().execute(viewer, `mutation { payload: ${field} }`);
      expect(answer.errors).toBeUndefined();
      const payload: Omit<Payload, "sessionId"> = answer.data.payload;
      return { ...payload, sessionId: sessionIdIn(answer.setCookies[0]) };
    },
  };
}

/** Codes of the user errors of `completeSignIn`. */
export async function codesOf(answer: Promise<GraphqlAnswer>): Promise<readonly string[] | undefined> {
  const errors: readonly { readonly code: string }[] | undefined = (await answer).data?.completeSignIn
    .userErrors;
  return errors?.map(({ code }) => code);
}
