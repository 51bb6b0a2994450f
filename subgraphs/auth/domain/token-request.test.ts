import { describe, expect, it } from "vitest";
import { grantScopes } from "./scope.ts";
import { readTokenRequest } from "./token-request.ts";

const FORM = "application/x-www-form-urlencoded";
const OWN = { grantType: "client_credentials" };
const GRANT = "grant_type=client_credentials";

function read(body: string, authorization?: string, contentType: string | undefined = FORM) {
  return readTokenRequest({ contentType, authorization, body });
}

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

describe("a token request", () => {
  it("brings its credentials in the header or in the body", () => {
    const request = { ...OWN, clientId: "lab", clientSecret: "s3cret", scopes: null };
    expect(read(GRANT, basic("lab:s3cret"))).toEqual({ request });
    expect(read(GRANT, basic("lab:s3cret").replace("Basic", "basic "))).toEqual({ request });
    expect(read(`${GRANT}&client_id=lab&client_secret=s3cret`)).toEqual({ request });
    expect(read(GRANT, basic("lab:s3cret"), `${FORM}; charset=UTF-8`)).toEqual({ request });
  });

  it("decodes both halves of the header as form values", () => {
    expect(read(GRANT, basic("my%3Alab:a+b%25:c"))).toEqual({
      request: { ...OWN, clientId: "my:lab", clientSecret: "a b%:c", scopes: null },
    });
  });

  it("names scopes, each once", () => {
    expect(read(`${GRANT}&scope=slot:read+slot:read+x`, basic("lab:s"))).toEqual({
      request: { ...OWN, clientId: "lab", clientSecret: "s", scopes: ["slot:read", "x"] },
    });
  });

  it.each([
    [
      "no content type",
      readTokenRequest({ contentType: undefined, authorization: basic("a:b"), body: GRANT }),
      "invalid_request",
    ],
    ["JSON", read("{}", basic("a:b"), "application/json"), "invalid_request"],
    ["a longer content type", read(GRANT, basic("a:b"), `${FORM}x`), "invalid_request"],
    ["a parameter twice", read(`${GRANT}&${GRANT}`, basic("a:b")), "invalid_request"],
    ["no grant type", read("scope=x", basic("a:b")), "invalid_request"],
    ["an empty grant type", read("grant_type=", basic("a:b")), "invalid_request"],
    ["another grant type", read("grant_type=password", basic("a:b")), "unsupported_grant_type"],
    ["a malformed scope", read(`${GRANT}&scope=a%22`, basic("a:b")), "invalid_scope"],
    ["two ways of authentication", read(`${GRANT}&client_id=a`, basic("a:b")), "invalid_request"],
    ["no authentication", read(GRANT), "invalid_client"],
    ["an id without a secret", read(`${GRANT}&client_id=a`), "invalid_client"],
    ["a secret without an id", read(`${GRANT}&client_secret=a`), "invalid_client"],
    ["a bearer token", read(GRANT, "Bearer abc"), "invalid_client"],
    ["no colon in the header", read(GRANT, basic("ab")), "invalid_client"],
    ["a broken percent sign in the id", read(GRANT, basic("%zz:b")), "invalid_client"],
    ["a broken percent sign in the secret", read(GRANT, basic("a:%zz")), "invalid_client"],
    ["an empty id", read(GRANT, basic(":b")), "invalid_client"],
    ["an id with a control character", read(GRANT, basic("a%00:b")), "invalid_client"],
    ["a secret with a control character", read(GRANT, basic("a:b%00")), "invalid_client"],
    ["a secret that takes long to normalise", read(GRANT, basic(`a:${"b".repeat(257)}`)), "invalid_client"],
  ])("with %s is refused", (_, reading, error) => {
    expect(reading).toMatchObject({ error });
    expect(reading).toHaveProperty("description");
  });
});

describe("scopes", () => {
  it("are all the client's when none is asked for, and otherwise those asked for", () => {
    expect(grantScopes(null, ["slot:read", "clinic:read"])).toEqual(["slot:read", "clinic:read"]);
    expect(grantScopes(["clinic:read"], ["slot:read", "clinic:read"])).toEqual(["clinic:read"]);
    expect(grantScopes(["slot:read"], ["slot:read", "slot:read"])).toEqual(["slot:read"]);
  });

  it("are refused altogether when one is not the client's", () => {
    expect(grantScopes(["slot:read", "user:read"], ["slot:read", "clinic:read"])).toBeUndefined();
  });

  it("are actions only, and never none", () => {
    expect(grantScopes(null, ["slot:read", "no:action", "slot:read user:read"])).toEqual(["slot:read"]);
    expect(grantScopes(["no:action"], ["slot:read", "no:action"])).toBeUndefined();
    expect(grantScopes(null, ["no:action"])).toBeUndefined();
    expect(grantScopes(null, [])).toBeUndefined();
  });
});
