import { serverAudits, type Audit } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouterOptions } from "../router.ts";
import { createTestRouter, type TestRouter } from "../test/test-router.ts";

const AUDITS = 61;

/** What a client must send to pass CSRF prevention where it has nothing else to show; and a session, to introspect. */
const HEADERS = { "apollo-require-preflight": "1", cookie: "__Host-session=good" } as const;

const PROFILES: readonly (readonly [string, Partial<RouterOptions>])[] = [
  ["the clinic's profile", {}],
  ["the open profile", { openAccess: true, keys: {} }],
];

describe.each(PROFILES)("GraphQL over HTTP in %s", (_name, options) => {
  let testRouter: TestRouter;
  let url: string;

  beforeAll(async () => {
    testRouter = await createTestRouter(options);
    url = `${await testRouter.router.start({ host: "127.0.0.1", port: 0 })}/graphql`;
  });

  afterAll(async () => {
    await testRouter.router.stop();
  });

  const fetchFn: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
    return fetch(input, { ...init, headers });
  };
  const audits = serverAudits({ url: () => url, fetchFn });

  it("is audited in full", () => {
    expect(audits).toHaveLength(AUDITS);
  });

  it.each(audits.map((audit): [string, Audit] => [`${audit.id} ${audit.name}`, audit]))(
    "passes %s",
    async (_title, audit) => {
      const result = await audit.fn();
      if (result.status === "ok") return;
      // The audits' own wording: "notice" for MAY, "warn" for SHOULD, "error" for MUST.
      expect.fail(`${result.status}: ${result.reason}, answered ${String(result.response.status)}`);
    },
  );
});
