import { QueryPlanner } from "@apollo/query-planner";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import type { RouterOptions } from "../router.ts";
import { createTestRouter, type TestRouter } from "../test/test-router.ts";
import { accountViewer } from "../test/test-viewers.ts";
import type { AdhocProfile } from "./document-resolver.ts";
import { documentIdOf, type Manifest } from "./manifest.ts";
import { TrustedDocuments } from "./trusted-documents.ts";

const GREETING = "query Greeting { greeting }";
const OF_LAB = "query OfLab { greeting }";
const CONDITIONAL =
  "query Conditional($more: Boolean = false) { greeting appointments @include(if: $more) { id } }";
const CHANGE = "mutation Nothing { __typename }";

const manifest = (client: string, ...texts: readonly string[]): Manifest => ({
  client,
  kind: client.startsWith("partner-") ? "PROGRAM" : "PAGES",
  version: "1",
  documents: Object.fromEntries(texts.map((text) => [documentIdOf(text), text])),
});

let router: TestRouter;

function setUp(...manifests: readonly Manifest[]): Promise<void> {
  return setUpWith({}, ...manifests);
}

async function setUpWith(options: Partial<RouterOptions>, ...manifests: readonly Manifest[]): Promise<void> {
  router = await createTestRouter({
    ...options,
    documents: new TrustedDocuments(manifests),
    rateLimits: {
      windowSeconds: 60,
      points: { address: 1e6, account: 1_000, client: 1e6, credentials: 1e6 },
    },
  });
}

afterEach(() => router.router.stop());

interface Sent {
  readonly status: number;
  readonly data: unknown;
  readonly codes: readonly unknown[];
  readonly cost: unknown;
}

async function send(body: unknown, headers: Record<string, string> = {}): Promise<Sent> {
  const response = await router.router.app.inject({
    method: "POST",
    url: "/graphql",
    headers: { "content-type": "application/json", cookie: "__Host-session=good", ...headers },
    payload: JSON.stringify(body),
  });
  return read(response);
}

async function fetchUrl(
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Sent> {
  const url = `/graphql?${new URLSearchParams(parameters).toString()}`;
  const all = { cookie: "__Host-session=good", ...headers };
  return read(await router.router.app.inject({ method: "GET", url, headers: all }));
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly { readonly extensions: Record<string, unknown> }[];
  readonly extensions?: { readonly cost: unknown };
}

function read(response: { readonly statusCode: number; readonly json: () => Body }): Sent {
  const { data, errors = [], extensions } = response.json();
  const codes = errors.map((error) => error.extensions["code"]);
  return { status: response.statusCode, data, codes, cost: extensions?.cost };
}

describe("a trusted document", () => {
  it("runs by its id, by Apollo's hash and by a plain URL", async () => {
    await setUp(manifest("web", GREETING));
    const documentId = documentIdOf(GREETING);
    const persistedQuery = { version: 1, sha256Hash: documentId.slice("sha256:".length) };
    const answers = [
      await send({ documentId }),
      await send({ extensions: { persistedQuery } }),
      await fetchUrl({ documentId }),
      await fetchUrl({ extensions: JSON.stringify({ persistedQuery }) }),
    ];
    for (const { status, data } of answers) expect([status, data]).toEqual([200, { greeting: "hello" }]);
  });

  it("takes variables, and is refused when they do not fit", async () => {
    await setUp(manifest("web", CONDITIONAL));
    const documentId = documentIdOf(CONDITIONAL);
    expect((await send({ documentId })).data).toEqual({ greeting: "hello" });
    expect((await send({ documentId, variables: { more: true } })).data).toMatchObject({
      appointments: [{ id: "a1" }, { id: "a2" }],
    });
    expect(await send({ documentId, variables: { more: "yes" } })).toMatchObject({
      status: 400,
      codes: ["VALIDATION_ERROR"],
    });
  });

  it("is that of the client that is named, and of no other", async () => {
    await setUp(manifest("web", GREETING), manifest("lab", OF_LAB));
    const documentId = documentIdOf(OF_LAB);
    const named = (client: string): Promise<Sent> =>
      send({ documentId }, { "apollographql-client-name": client });
    expect((await named("lab")).status).toBe(200);
    for (const answer of [
      await send({ documentId }),
      await named("web"),
      await named("LAB"),
      await named("constructor"),
    ])
      expect(answer).toMatchObject({ status: 403, codes: ["DOCUMENT_NOT_TRUSTED"] });
  });

  it("of a program is run by no page, whatever it says", async () => {
    await setUp(manifest("partner-lab", OF_LAB));
    const answer = await send(
      { documentId: documentIdOf(OF_LAB) },
      { "apollographql-client-name": "partner-lab" },
    );
    expect(answer).toMatchObject({ status: 403, codes: ["DOCUMENT_NOT_TRUSTED"] });
  });

  it.each([
    ["a partner's program", { ...accountViewer("PARTNER"), kind: "CLIENT", accountId: null }],
    ["an app that acts for a person", accountViewer("USER")],
  ] as const)("of %s is that of its token, whatever the header says", async (_whose, viewer) => {
    await setUp(manifest("web", GREETING), manifest("partner-lab", OF_LAB));
    router.session.viewer = { ...viewer, clientId: "partner-lab" };
    const header = { "apollographql-client-name": "web" };
    expect((await send({ documentId: documentIdOf(OF_LAB) }, header)).codes).not.toContain(
      "DOCUMENT_NOT_TRUSTED",
    );
    expect((await send({ documentId: documentIdOf(GREETING) }, header)).codes).toEqual([
      "DOCUMENT_NOT_TRUSTED",
    ]);
  });

  it("that is not known costs what any refusal costs, and is said in one way", async () => {
    await setUp(manifest("web", GREETING));
    const unknown = await send({ documentId: documentIdOf("{ other }") });
    expect(unknown).toMatchObject({ status: 403, codes: ["DOCUMENT_NOT_TRUSTED"], data: undefined });
    expect(unknown.cost).toMatchObject({ actual: 10, remaining: 990 });
    expect(await send({ documentId: "sha256:abc" })).toMatchObject({
      status: 400,
      codes: ["VALIDATION_ERROR"],
      cost: { actual: 10 },
    });
    expect(router.calls.filter(({ call }) => call.request.path === "/graphql")).toEqual([]);
  });

  it("that changes something does not run by a plain URL", async () => {
    await setUp(manifest("web", CHANGE));
    expect((await fetchUrl({ documentId: documentIdOf(CHANGE) })).status).toBe(405);
  });

  it("is planned before the router is ready, for every way its conditions can turn out, and never after", async () => {
    const planned = vi.spyOn(QueryPlanner.prototype, "buildQueryPlan");
    await setUp(manifest("web", GREETING, CONDITIONAL), manifest("lab", OF_LAB));
    // The conditional one for both of its outcomes.
    expect(planned).toHaveBeenCalledTimes(4);
    await send({ documentId: documentIdOf(GREETING) });
    for (const more of [true, false])
      await send({ documentId: documentIdOf(CONDITIONAL), variables: { more } });
    await send({ documentId: documentIdOf(OF_LAB) }, { "apollographql-client-name": "lab" });
    expect(planned).toHaveBeenCalledTimes(4);
    await send({ query: "{ greeting appointments { id } }" });
    expect(planned).toHaveBeenCalledTimes(5);
  });

  it("that does not fit the supergraph is logged, and the others run", async () => {
    await setUp(manifest("web", "query Old { gone }", GREETING));
    expect(router.lines.filter(({ level }) => level === "error")).toMatchObject([
      { message: "a trusted document does not fit the supergraph" },
    ]);
    expect((await send({ documentId: documentIdOf(GREETING) })).status).toBe(200);
    expect((await send({ documentId: documentIdOf("query Old { gone }") })).status).toBe(400);
  });
});

describe("the text of a document", () => {
  const admin = accountViewer("ADMIN");
  const people: readonly (readonly [string, Viewer])[] = [
    ["nobody", ANONYMOUS],
    ["a patient", accountViewer("USER")],
    ["a practitioner", accountViewer("PRACTITIONER")],
    ["an analyst", accountViewer("ANALYST")],
    ["support", accountViewer("SUPPORT")],
    ["an admin", admin],
    ["an admin's app that may not", { ...admin, scopes: ["viewer:read"] }],
    ["an admin's app that may", { ...admin, scopes: ["document:adhoc"] }],
    [
      "a partner's program",
      { ...accountViewer("PARTNER"), kind: "CLIENT", accountId: null, clientId: "lab" },
    ],
  ];

  async function whoMaySend(adhoc: AdhocProfile): Promise<readonly string[]> {
    await setUpWith({ adhoc }, manifest("web", GREETING));
    const allowed: string[] = [];
    for (const [name, viewer] of people) {
      router.session.viewer = viewer;
      router.clock.advance(1_000);
      const byText = await send({ query: "{ __typename }" });
      const byHash = await send({
        query: "{ __typename }",
        extensions: { persistedQuery: { version: 1, sha256Hash: "0".repeat(64) } },
      });
      const byUrl = await fetchUrl({ query: "{ __typename }" }, { "apollo-require-preflight": "1" });
      const codes = [byText, byHash, byUrl].map((answer) => answer.codes[0] ?? answer.status);
      expect(new Set(codes).size).toBe(1);
      if (codes[0] === 200) allowed.push(name);
      else expect(codes[0]).toBe("DOCUMENT_NOT_TRUSTED");
    }
    return allowed;
  }

  it("is sent in production by who may do so, whatever headers say", async () => {
    expect(await whoMaySend("permitted")).toEqual([
      ...["an analyst", "support", "an admin", "an admin's app that may"],
    ]);
  });

  it("is sent on a developer's machine by everybody but a partner's program", async () => {
    expect(await whoMaySend("people")).toEqual(
      people.map(([name]) => name).filter((name) => name !== "a partner's program"),
    );
  });

  it("may not be hidden: a body that is no object is refused as ever", async () => {
    await setUpWith({ adhoc: "permitted" }, manifest("web", GREETING));
    for (const body of [[{ query: "{ greeting }" }], "{ greeting }", null])
      expect((await send(body)).data).toBeUndefined();
  });
});
