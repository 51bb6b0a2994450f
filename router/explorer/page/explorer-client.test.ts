import { describe, expect, it, vi } from "vitest";
import { createExplorerClient, type ExplorerClient } from "./explorer-client.ts";

/** A client of a router that answers one thing, and what it was asked. */
function clientOf(answer: () => Response | Promise<Response>) {
  const asked: [string, RequestInit][] = [];
  const onUnauthenticated = vi.fn();
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    asked.push([url, init]);
    return await answer();
  };
  return { client: createExplorerClient({ fetch, onUnauthenticated }), asked, onUnauthenticated };
}

const refusal = (status: number, code: string, message: string) => () =>
  Response.json({ errors: [{ message, extensions: { code } }] }, { status });

const INPUT = { name: "n", text: "{ a }", isShared: false };

const EXPORT = { query: "{ a }", format: "CSV" } as const;

describe("the explorer's client", () => {
  it.each<[string, (client: ExplorerClient) => Promise<unknown>, string, string, unknown]>([
    ["viewer", (client) => client.viewer(), "GET", "viewer", undefined],
    ["declarePurpose", (client) => client.declarePurpose("TREAT"), "POST", "purpose", { purpose: "TREAT" }],
    [
      "preflight",
      (client) => client.preflight({ query: "{ a }" }, AbortSignal.timeout(1_000)),
      "POST",
      "preflight",
      { query: "{ a }" },
    ],
    [
      "run",
      (client) => client.run({ query: "{ a }" }, new AbortController().signal),
      "POST",
      "run",
      { query: "{ a }" },
    ],
    ["savedQueries", (client) => client.savedQueries(), "GET", "queries", undefined],
    ["saveQuery", (client) => client.saveQuery(INPUT), "POST", "queries", INPUT],
    ["changeQuery", (client) => client.changeQuery("a/../b", INPUT), "PUT", "queries/a%2F..%2Fb", INPUT],
    ["exports", (client) => client.exports(), "GET", "exports", undefined],
    ["beginExport", (client) => client.beginExport(EXPORT), "POST", "exports", EXPORT],
    ["cancelExport", (client) => client.cancelExport("a/b"), "POST", "exports/a%2Fb/cancel", undefined],
    ["resumeExport", (client) => client.resumeExport("1"), "POST", "exports/1/resume", undefined],
    ["versions", (client) => client.versions("1"), "GET", "queries/1/versions", undefined],
  ])("asks for %s as the router has it", async (_name, ask, method, path, body) => {
    const { client, asked } = clientOf(() => Response.json({ answer: 1 }));
    expect(await ask(client)).toEqual({ answer: 1 });
    const [[url, init] = []] = asked;
    expect([asked.length, url, init?.method, init?.credentials]).toEqual([
      1,
      `/explorer/api/${path}`,
      method,
      "same-origin",
    ]);
    expect(init?.body).toBe(body === undefined ? undefined : JSON.stringify(body));
    expect(init?.headers).toEqual(body === undefined ? undefined : { "content-type": "application/json" });
  });

  it("reads the schema as text, and nothing from a removal", async () => {
    expect(await clientOf(() => new Response("type Query")).client.schema()).toBe("type Query");
    const { client, asked } = clientOf(() => new Response(null, { status: 204 }));
    await client.removeQuery("1");
    expect(asked).toEqual([["/explorer/api/queries/1", { method: "DELETE", credentials: "same-origin" }]]);
  });

  it("rejects with the router's code, and tells of a session that has ended", async () => {
    const ended = clientOf(refusal(401, "AUTH_UNAUTHENTICATED", "Nobody is signed in."));
    await expect(ended.client.schema()).rejects.toMatchObject({
      name: "ExplorerError",
      code: "AUTH_UNAUTHENTICATED",
      message: "Nobody is signed in.",
    });
    expect(ended.onUnauthenticated).toHaveBeenCalledTimes(1);
    const forbidden = clientOf(refusal(403, "AUTH_FORBIDDEN", "Not for you."));
    await expect(forbidden.client.viewer()).rejects.toMatchObject({ code: "AUTH_FORBIDDEN" });
    expect(forbidden.onUnauthenticated).not.toHaveBeenCalled();
  });

  it.each([
    ["what is no JSON", () => new Response("<html>"), "The answer could not be read."],
    ["the page of a proxy", () => new Response("<html>", { status: 502 }), "The server answered 502."],
    [
      "an answer without errors",
      () => Response.json({ errors: [] }, { status: 500 }),
      "The server answered 500.",
    ],
    ["no answer", () => Promise.reject(new TypeError("fetch failed")), "No answer came."],
  ])("rejects for %s", async (_what, answer, message) => {
    await expect(clientOf(answer).client.viewer()).rejects.toMatchObject({ code: "NETWORK_ERROR", message });
  });

  it("rejects with the reason of a signal", async () => {
    const { client } = clientOf(() => Promise.reject(new TypeError("aborted")));
    const reason = new Error("given up");
    await expect(client.preflight({ query: "{ a }" }, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
