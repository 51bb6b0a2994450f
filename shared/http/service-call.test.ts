import { expect, it } from "vitest";
import { jsonResponse } from "./service-call.ts";

it("makes a JSON answer, whose headers may be added to and replaced", () => {
  expect(jsonResponse(201, { id: 1 }, { "x-more": "yes" })).toStrictEqual({
    status: 201,
    headers: { "content-type": "application/json; charset=utf-8", "x-more": "yes" },
    setCookies: [],
    body: '{"id":1}',
  });
  expect(
    jsonResponse(200, null, { "content-type": "application/graphql-response+json" }).headers,
  ).toStrictEqual({
    "content-type": "application/graphql-response+json",
  });
});
