import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS } from "#drizzle/seed/world.ts";
import { LabClinicsDocument } from "#schema/operations/partner-lab/__generated__/graphql.ts";
import { PatientHomeDocument } from "#schema/operations/web/__generated__/graphql.ts";
import { createMemoryStore } from "../../router/answer-cache/answer-store.ts";
import type { Browser } from "../browser.ts";
import { addAccountLike } from "./add-account.ts";
import { partnerToken } from "./app-client.ts";
import { startTestStack, type TestStack } from "./test-stack.ts";

const inMemory = createMemoryStore();
/** What was kept, by key. */
const kept = new Map<string, string>();
/** Calls of subgraphs for operations. */
let calls = 0;
let stack: TestStack;
let token: string;

const PEOPLE = [
  ...(["patient", "patient2", "practitioner", "support", "analyst", "admin"] as const),
  ...(["lakesidePatient", "lakesideAdmin"] as const),
] as const;
const browsers = new Map<string, Browser>();

beforeAll(async () => {
  stack = await startTestStack({
    answers: {
      get: (key) => inMemory.get(key),
      set: (key, answer, maxAgeSeconds) => {
        kept.set(key, answer);
        inMemory.set(key, answer, maxAgeSeconds);
      },
    },
    wrapService: (_name, handle) => (request) => {
      if (request.path === "/graphql") calls += 1;
      return handle(request);
    },
  });
  const analyst = await addAccountLike(stack.admin, ACCOUNTS.analyst.email);
  browsers.set("another analyst", await stack.browser(analyst.email));
  // The other one keeps both regions.
  await stack.admin`update auth.account set regions = ${[CLINICS.northwindBerlin.region]}
    where email = ${ACCOUNTS.analyst.email}`;
  const double = await addAccountLike(stack.admin, ACCOUNTS.patient.email);
  browsers.set("another patient", await stack.browser(double.email));
  for (const name of PEOPLE) browsers.set(name, await stack.browser(ACCOUNTS[name].email));
  browsers.set("nobody", await stack.browser());
  token = await partnerToken(stack.url);
});
afterAll(() => stack.stop());
beforeEach(() => {
  calls = 0;
});

function headersOf(name: string): Record<string, string> {
  if (name === "partner-lab") return { authorization: `Bearer ${token}` };
  return { cookie: browsers.get(name)?.cookieHeader ?? "" };
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
  readonly codes: readonly string[];
}

async function get(
  name: string,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const url = `${stack.url}/graphql?${new URLSearchParams(parameters).toString()}`;
  const all = { "apollo-require-preflight": "1", ...headersOf(name), ...headers };
  const response = await fetch(url, { headers: all });
  const text = await response.text();
  const { data, errors = [] } = (text === "" ? {} : JSON.parse(text)) as {
    data?: unknown;
    errors?: { extensions: { code: string } }[];
  };
  const codes = errors.map(({ extensions }) => extensions.code);
  return { status: response.status, headers: response.headers, data, codes };
}

const idOf = ({ __meta__: meta }: { readonly __meta__?: Record<string, unknown> | undefined }): string =>
  String(meta?.["hash"]);

describe("an answer of reference data", () => {
  it("is made once for all who would get the same", async () => {
    const query =
      "query Once { clinics(first: 10) { nodes { id name serviceTypes { name price { amountMinor } } } } }";
    const first = await get("patient", { query });
    expect(calls).toBe(1);
    for (const name of ["another patient", "patient"])
      expect((await get(name, { query })).data).toEqual(first.data);
    expect(calls).toBe(1);
  });

  it("is kept by its caller, who asks each time whether it is still good", async () => {
    const asked = { documentId: idOf(LabClinicsDocument) };
    const first = await get("partner-lab", asked);
    const etag = first.headers.get("etag") ?? "";
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^W\/"[\w-]{43}"$/)]);
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    expect(first.headers.get("vary")?.split(", ")).toEqual(
      expect.arrayContaining(["Origin", "Accept", "Authorization", "Cookie", "apollographql-client-name"]),
    );
    for (const tag of [etag, etag.slice(2), `"other", ${etag}`, "*"]) {
      const again = await get("partner-lab", asked, { "if-none-match": tag });
      expect([again.status, again.data, again.headers.get("etag")]).toEqual([304, undefined, etag]);
    }
    expect((await get("partner-lab", asked, { "if-none-match": 'W/"other"' })).status).toBe(200);
    expect(calls).toBeLessThanOrEqual(1);
  });

  it("is not told to be good to who may not have it", async () => {
    const query = "query Tagged { clinics(first: 10) { nodes { id name } } }";
    const etag = (await get("admin", { query })).headers.get("etag") ?? "";
    const refused = await get("nobody", { query }, { "if-none-match": etag });
    expect([refused.status, refused.codes]).toEqual([401, ["AUTH_UNAUTHENTICATED"]]);
    const signedOut = await stack.browser(ACCOUNTS.admin.email);
    const cookie = signedOut.cookieHeader;
    await signedOut.send("mutation { signOut { userErrors { code } } }");
    const late = await get("nobody", { query }, { "if-none-match": etag, cookie });
    expect(late.status).toBe(401);
  });

  it("is for each caller what it would be if nothing were kept, in whatever order they ask", async () => {
    const clinic = CLINICS.northwindBerlin.id;
    const selections = [
      "clinics(first: 10) { nodes { id name region rooms { name } } totalCount }",
      `clinic(id: "${clinic}") { name city serviceTypes { name minimumTier } }`,
      `clinic(id: "${CLINICS.lakesideNewYork.id}") { name }`,
    ];
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...browsers.keys(), "partner-lab"),
        fc.constantFrom(...selections),
        async (name, selection) => {
          asked += 1;
          const shared = await get(name, { query: `query Shared { ${selection} }` });
          // Nobody has asked for one of this name before.
          const fresh = await get(name, { query: `query Fresh${String(asked)} { ${selection} }` });
          expect([shared.status, shared.data, shared.codes]).toEqual([fresh.status, fresh.data, fresh.codes]);
        },
      ),
      { numRuns: 80, seed: 5 },
    );
    // Each way of asking was kept at least for those who see something, and analysts see their regions only.
    const query = `query Shared { ${selections[0] ?? ""} }`;
    const [one, other] = [await get("analyst", { query }), await get("another analyst", { query })];
    expect(one.data).not.toEqual(other.data);
  });
});

describe("an answer with anything else", () => {
  const of = (name: string, variables: Record<string, unknown> = {}): Promise<Answered> =>
    get(name, {
      documentId: idOf(PatientHomeDocument),
      variables: JSON.stringify({ from: "2020-01-01T00:00:00Z", ...variables }),
    });

  it("is kept by nobody, and says so", async () => {
    for (const name of ["patient", "patient2", "nobody"]) {
      const { headers } = await of(name);
      expect([headers.get("cache-control"), headers.get("etag")]).toEqual(["private, no-store", null]);
    }
    const posted = await fetch(`${stack.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headersOf("admin") },
      body: JSON.stringify({ query: "{ clinics(first: 1) { nodes { id } } }" }),
    });
    expect(posted.headers.get("cache-control")).toBe("private, no-store");
    expect(posted.headers.get("etag")).toBeNull();
  });

  it("leaves no byte of anybody among what is kept", async () => {
    const personal = `query Personal {
      viewer { roles account { id email } patient { id name { display family } appointments(first: 3) { nodes { id startsAt clinic { name } } } } }
      clinics(first: 10) { nodes { name rooms { name } } } }`;
    for (const name of [...PEOPLE, "nobody", "partner-lab"]) {
      await get(name, { query: personal });
      await of(name);
      await get(name, { query: "query Kept { clinics(first: 10) { nodes { id name city } } }" });
    }
    const rows = await stack.admin<{ word: string }[]>`
      select id::text as word from users.patient union select family_name from users.patient
      union select email from auth.account union select id::text from auth.account
      union select id::text from appointments.appointment`;
    const words = rows.map(({ word }) => word).filter((word) => word.length > 3);
    expect(words.length).toBeGreaterThan(2_000);
    const texts = [...kept.values()].join("\n");
    expect(texts).toContain(CLINICS.northwindBerlin.id);
    expect(words.filter((word) => texts.includes(word))).toEqual([]);
  });
});
