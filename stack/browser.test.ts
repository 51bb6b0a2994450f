import { http, HttpResponse } from "msw/http";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Browser } from "./browser.ts";

const ORIGIN = "http://clinic.example";
const server = setupServer();

beforeAll(() => {
  server.listen({ onUnhandledFrame: "error" });
});
afterEach(() => {
  server.resetHandlers();
});
afterAll(() => {
  server.close();
});

describe("Browser", () => {
  it("sends the cookie it was given, until it expires", async () => {
    const seen: (string | null)[] = [];
    const answers = ["session=one; Path=/; HttpOnly", "theme=dark", "session=; Max-Age=0", ""];
    server.use(
      http.post(`${ORIGIN}/graphql`, ({ request }) => {
        seen.push(request.headers.get("cookie"));
        return HttpResponse.json({ data: {} }, { headers: { "set-cookie": answers[seen.length - 1] ?? "" } });
      }),
    );
    const browser = new Browser(ORIGIN);
    for (let call = 0; call < 4; call += 1) await browser.send("{ viewer { roles } }");
    expect(seen).toEqual([null, "session=one", "session=one; theme=dark", "theme=dark"]);
  });

  it("gives errors and extensions as they came", async () => {
    server.use(
      http.post(`${ORIGIN}/graphql`, () =>
        HttpResponse.json({
          errors: [{ message: "You may not do this.", extensions: { code: "AUTH_FORBIDDEN" } }],
        }),
      ),
    );
    const answer = await new Browser(ORIGIN).send("query WhoAmI { viewer { roles } }");
    expect(answer).toMatchObject({ status: 200, data: undefined, extensions: undefined });
    expect(answer.errors.map(({ extensions }) => extensions.code)).toEqual(["AUTH_FORBIDDEN"]);
  });
});
