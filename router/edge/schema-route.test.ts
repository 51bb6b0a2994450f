import { buildSchema, getIntrospectionQuery } from "graphql";
import { describe, expect, it } from "vitest";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import type { AdhocProfile } from "../documents/document-resolver.ts";
import { useTestRouters } from "../test/open-routers.ts";
import { composeTestSupergraph } from "../test/test-graph.ts";
import type { TestRouter } from "../test/test-router.ts";
import { accountViewer } from "../test/test-viewers.ts";

const setUp = useTestRouters();

const COOKIE = { cookie: "__Host-session=good" };

function download({ router }: TestRouter, headers: Record<string, string> = COOKIE) {
  return router.app.inject({ method: "GET", url: "/schema.graphql", headers });
}

const codeOf = (response: { json: () => { errors?: { extensions: { code: string } }[] } }) =>
  response.json().errors?.map(({ extensions }) => extensions.code);

describe("the download of the schema", () => {
  it("is what clients see, without what the router goes by", async () => {
    const response = await download(await setUp());
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(response.headers["content-disposition"]).toBeUndefined();
    const fields = Object.keys(buildSchema(response.body).getQueryType()?.getFields() ?? {});
    expect(fields).toContain("greeting");
    for (const internal of ["@access", "@cost", "join__", "_entities", "link__"])
      expect(response.body).not.toContain(internal);
  });

  it("is kept by the caller only, and sent again only when it has changed", async () => {
    const test = await setUp({});
    const { headers, body } = await download(test);
    expect(headers).toMatchObject({
      "cache-control": "private, no-cache",
      vary: "origin, cookie, authorization",
      etag: expect.stringMatching(/^"[\w-]{43}"$/),
    });
    const tag = String(headers["etag"]);
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const again = await download(test, { ...COOKIE, "if-none-match": known });
      expect([again.statusCode, again.body, again.headers["etag"]]).toEqual([304, "", tag]);
    }
    const changed = composeTestSupergraph().replaceAll("greeting: String", "greeting: String!");
    expect(await test.router.reload(changed)).toBe("replaced");
    const after = await download(test, { ...COOKIE, "if-none-match": tag });
    expect([after.statusCode, after.body]).toEqual([
      200,
      body.replace("greeting: String\n", "greeting: String!\n"),
    ]);
    expect(after.headers["etag"]).not.toBe(tag);
  });

  it("tells who may not have it nothing, not even whether it has changed", async () => {
    const test = await setUp();
    const tag = String((await download(test)).headers["etag"]);
    const refused = await download(test, { "if-none-match": tag });
    expect([refused.statusCode, codeOf(refused)]).toEqual([401, ["AUTH_UNAUTHENTICATED"]]);
    expect(refused.headers["cache-control"]).toBe("private, no-store");
    expect(refused.headers["etag"]).toBeUndefined();
  });

  it("is not for pages of other sites, and for those of our front ends", async () => {
    const test = await setUp();
    const foreign = await download(test, { ...COOKIE, origin: "https://evil.example" });
    expect([foreign.statusCode, codeOf(foreign)]).toEqual([403, ["AUTH_FORBIDDEN"]]);
    const own = await download(test, { ...COOKIE, origin: "http://localhost:3000" });
    expect(own.statusCode).toBe(200);
    expect(own.headers["access-control-allow-origin"]).toBe("http://localhost:3000");
  });

  it("costs what it costs to introspect, until nothing is left", async () => {
    const points = { address: 1_000, account: 1, client: 1_000, credentials: 1_000 };
    const test = await setUp({ rateLimits: { windowSeconds: 60, points } });
    expect((await download(test)).statusCode).toBe(200);
    const refused = await download(test);
    expect([refused.statusCode, codeOf(refused)]).toEqual([429, ["RATE_LIMIT_EXCEEDED"]]);
    expect(refused.headers["retry-after"]).toBe("60");
  });

  it("says in the access log that it was asked for, and what became of it", async () => {
    const test = await setUp();
    await download(test);
    await download(test, {});
    const completed = test.lines.filter(({ message }) => message === "request completed");
    expect(completed.map(({ status, operation, code }) => [status, operation, code])).toEqual([
      [200, "SchemaDownload", undefined],
      [401, "SchemaDownload", "AUTH_UNAUTHENTICATED"],
    ]);
  });

  it("is open where everybody is anonymous and nothing is guarded", async () => {
    const test = await setUp({ openAccess: true, keys: {} });
    expect((await download(test, {})).statusCode).toBe(200);
  });
});

const PARTNER: Viewer = { ...accountViewer("PARTNER"), kind: "CLIENT", accountId: null, clientId: "lab" };
const REFUSED = { texts: [403, "DOCUMENT_NOT_TRUSTED"], strangers: [401, "AUTH_UNAUTHENTICATED"] } as const;
const ALLOWED = [200, undefined] as const;

describe("who may not introspect", () => {
  const cases: readonly [AdhocProfile, string, Viewer, readonly [number, string | undefined]][] = [
    ["permitted", "an admin", accountViewer("ADMIN"), ALLOWED],
    ["permitted", "support", accountViewer("SUPPORT"), ALLOWED],
    ["permitted", "an analyst", accountViewer("ANALYST"), ALLOWED],
    ["permitted", "a practitioner", accountViewer("PRACTITIONER"), REFUSED.texts],
    ["permitted", "a patient", accountViewer("USER"), REFUSED.texts],
    ["permitted", "a partner's program", PARTNER, REFUSED.texts],
    ["permitted", "nobody", ANONYMOUS, REFUSED.texts],
    ["people", "a patient", accountViewer("USER"), ALLOWED],
    ["people", "a partner's program", PARTNER, REFUSED.texts],
    ["people", "nobody", ANONYMOUS, REFUSED.strangers],
  ];

  it.each(cases)("may not download either: %s, %s", async (adhoc, _name, viewer, [status, code]) => {
    const test = await setUp({ adhoc });
    test.session.viewer = viewer;
    const isSignedOut = viewer.kind === "ANONYMOUS";
    const introspected = await test.send(getIntrospectionQuery(), { isSignedOut });
    expect([introspected.status, introspected.body.errors?.[0]?.extensions["code"]]).toEqual([status, code]);
    const response = await download(test, isSignedOut ? {} : COOKIE);
    expect(response.statusCode).toBe(status);
    if (code !== undefined) expect(codeOf(response)).toEqual([code]);
  });
});
