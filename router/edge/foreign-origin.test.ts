import { describe, expect, it } from "vitest";
import { isForeignOrigin } from "./foreign-origin.ts";

describe("a request without an origin", () => {
  it.each([
    [undefined, false],
    ["none", false],
    ["same-origin", false],
    ["same-site", false],
    ["cross-site", true],
  ])("of the site %s: foreign is %s", (site, isForeign) => {
    expect(isForeignOrigin({ origin: undefined, host: "api.clinic.example", site }, [])).toBe(isForeign);
  });

  it("of a front end that is listed comes with one, wherever that is", () => {
    const sentBy = { origin: "https://app.example", host: "api.clinic.example", site: "cross-site" };
    expect(isForeignOrigin(sentBy, ["https://app.example"])).toBe(false);
  });
});

describe("a request of a page", () => {
  it.each([
    ["of no page at all", undefined, "api.clinic.example", false],
    ["of a front end that is listed", "http://localhost:3000", "localhost:4000", false],
    ["of this host, by HTTPS", "https://api.clinic.example", "api.clinic.example", false],
    ["of this host and port", "http://localhost:4000", "localhost:4000", false],
    ["of another port", "http://localhost:4001", "localhost:4000", true],
    ["of another site", "https://evil.example", "api.clinic.example", true],
    [
      "of a name that begins like ours",
      "https://api.clinic.example.evil.example",
      "api.clinic.example",
      true,
    ],
    ["that does not say whose it is", "null", "api.clinic.example", true],
    ["of what is no origin", "api.clinic.example", "api.clinic.example", true],
    ["to nobody in particular", "https://evil.example", undefined, true],
  ])("%s", (_name, origin, host, isForeign) => {
    expect(isForeignOrigin({ origin, host }, ["http://localhost:3000"])).toBe(isForeign);
  });
});
