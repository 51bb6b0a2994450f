import { readFileSync } from "node:fs";
import { buildSchema, parse, validateSchema, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { decideByRole } from "#shared/auth/decide.ts";
import type { Role } from "#shared/auth/viewer.ts";
import { readFieldRequirements } from "../access/field-requirements.ts";
import { readMaskableFields } from "../access/masked-fields.ts";
import { accountViewer } from "../test/test-viewers.ts";
import { visibleSchema } from "./visible-schema.ts";

const read = (file: string): string => readFileSync(new URL(`../../schema/${file}`, import.meta.url), "utf8");
const api = read("api.graphql");
const supergraph = parse(read("supergraph.graphql"));
const requirements = readFieldRequirements(supergraph);
const maskable = readMaskableFields(supergraph);
const MASKED_FOR: Partial<Record<Role, readonly string[]>> = {
  ANALYST: ["Patient.id", "Patient.name", "Patient.birthDate", "Patient.contact"],
};
const of = (role: Role, mayMutate = role !== "ANALYST"): string =>
  visibleSchema({ apiSdl: api, requirements, maskable }, { viewer: accountViewer(role), mayMutate });

describe("the schema of a role", () => {
  it.each(["ADMIN", "SUPPORT", "ANALYST", "PRACTITIONER", "USER"] as const)(
    "is valid for %s, and has every field that is for it and no other",
    (role) => {
      const viewer = accountViewer(role);
      const schema = buildSchema(of(role, true));
      expect(validateSchema(schema)).toEqual([]);
      const all = buildSchema(api);
      for (const type of Object.values(schema.getTypeMap())) {
        if (!isObjectType(type) || type.name.startsWith("__")) continue;
        const whole = all.getType(type.name);
        if (!isObjectType(whole)) throw new Error(type.name);
        const masked = MASKED_FOR[role] ?? [];
        const allowed = Object.keys(whole.getFields()).filter(
          (name) =>
            masked.includes(`${type.name}.${name}`) ||
            [...(requirements.get(type.name)?.get(name) ?? [])].every(
              (action) => decideByRole(action, viewer) === "ALLOW",
            ),
        );
        // What returns a type without any field that is for the role goes with it.
        const shown = Object.keys(type.getFields());
        expect(shown.filter((name) => !allowed.includes(name))).toEqual([]);
        const returned = allowed.filter((name) => !shown.includes(name));
        for (const name of returned) {
          const named = String(whole.getFields()[name]?.type).replaceAll(/[[\]!]/g, "");
          expect([type.name, name, schema.getType(named)]).toEqual([type.name, name, undefined]);
        }
      }
    },
  );

  it("of an analyst has fields that are masked, which may be null, and says so", () => {
    const patient = buildSchema(of("ANALYST")).getType("Patient");
    const fields = isObjectType(patient) ? patient.getFields() : {};
    const types = Object.values(fields).map(({ name, type }) => `${name}: ${String(type)}`);
    expect(types.sort()).toEqual([
      "birthDate: LocalDate",
      "birthYear: Int",
      "contact: PatientContact",
      "id: ID",
      "name: PersonName",
      "pseudonym: ID!",
      "region: String!",
    ]);
    expect(fields["name"]?.description).toBe("Name of the patient. Always null for your roles.");
    expect(fields["region"]?.description).not.toContain("null");
    expect(of("ADMIN")).not.toContain("Always null");
  });

  it("of an analyst has clinics and neither appointments, nor accounts of others, nor anything to change", () => {
    const schema = buildSchema(of("ANALYST"));
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(
      expect.arrayContaining(["clinics", "clinic"]),
    );
    expect(schema.getMutationType()).toBeUndefined();
    for (const hidden of ["Appointment", "Consent", "AuditEvent", "BreakGlassGrant"])
      expect(schema.getType(hidden)).toBeUndefined();
  });
});
