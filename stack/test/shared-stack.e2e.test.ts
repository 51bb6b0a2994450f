import { afterAll, beforeAll, describe, expect } from "vitest";
import { appsSuite } from "./shared-stack/apps.ts";
import { breakGlassSuite } from "./shared-stack/break-glass.ts";
import { calendarFeedsSuite } from "./shared-stack/calendar-feeds.ts";
import { complaintsOf } from "./shared-stack/complaints.ts";
import { consentSuite } from "./shared-stack/consent.ts";
import { disconnectSuite } from "./shared-stack/disconnect.ts";
import { documentsSuite } from "./shared-stack/documents.ts";
import { edgesSuite } from "./shared-stack/edges.ts";
import { guardianshipSuite } from "./shared-stack/guardianship.ts";
import { idempotencySuite } from "./shared-stack/idempotency.ts";
import { liveSuite } from "./shared-stack/live.ts";
import { importsSuite } from "./shared-stack/imports.ts";
import { oauthGuideSuite } from "./shared-stack/oauth-guide.ts";
import { partnersGuideSuite } from "./shared-stack/partners-guide.ts";
import { passkeysSuite } from "./shared-stack/passkeys.ts";
import { signUpSuite } from "./shared-stack/sign-up.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

// Suites that need a stack as it is by default, and may all have the same one: each starts from the seeded world, in whatever
// order, leaves the seeded accounts as they were, and counts nothing that others add to. To run one: `-t consent`.
const SUITES: Readonly<Record<string, (shared: () => TestStack) => void>> = {
  apps: appsSuite,
  "break-glass": breakGlassSuite,
  "calendar-feeds": calendarFeedsSuite,
  consent: consentSuite,
  disconnect: disconnectSuite,
  documents: documentsSuite,
  edges: edgesSuite,
  guardianship: guardianshipSuite,
  idempotency: idempotencySuite,
  live: liveSuite,
  imports: importsSuite,
  "oauth-guide": oauthGuideSuite,
  "partners-guide": partnersGuideSuite,
  passkeys: passkeysSuite,
  "sign-up": signUpSuite,
};

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(async () => {
  // Fails unless every process ended with code 0.
  await stack.stop();
  // Whatever the suites did; that all registered documents fit the supergraph, too.
  expect(complaintsOf(stack)).toEqual([]);
});

describe.each(Object.entries(SUITES))("%s", (_name, suite) => {
  suite(() => stack);
});
