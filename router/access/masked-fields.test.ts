import { parse } from "graphql";
import { describe, expect, it } from "vitest";
import { ANONYMOUS } from "#shared/auth/viewer.ts";
import { accountViewer } from "../test/test-viewers.ts";
import { maskedFor, readMaskableFields } from "./masked-fields.ts";

const MASKABLE = readMaskableFields(
  parse(`
    type Patient {
      name: String! @access(action: "patient:read", maskedFor: "patient:pseudonym:read")
      phone: String @access(action: "patient:contact:read", maskedFor: "patient:pseudonym:read")
      consents: [String!] @access(action: "consent:read")
    }
    type Clinic { name: String! @access(action: "clinic:read", maskedFor: "audit:read") }
  `),
);

describe("the fields that are masked", () => {
  it("for a viewer are those of the supergraph that say so and are not for the viewer", () => {
    const masked = maskedFor(accountViewer("ANALYST"), MASKABLE);
    expect([...masked]).toEqual(["Patient.name", "Patient.phone"]);
  });

  it.each(["ADMIN", "PRACTITIONER", "SUPPORT", "USER", "PARTNER"] as const)("are none for %s", (role) => {
    expect([...maskedFor(accountViewer(role), MASKABLE)]).toEqual([]);
  });

  it("are none for who is signed out", () => {
    expect([...maskedFor(ANONYMOUS, MASKABLE)]).toEqual([]);
  });
});
