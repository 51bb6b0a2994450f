import { buildSchema, getOperationAST, parse } from "graphql";
import { describe, expect, it } from "vitest";
import type { Action } from "#shared/auth/policies.ts";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { AppError } from "#shared/errors/app-error.ts";
import { Deadline } from "#shared/http/deadline.ts";
import { selectedFields } from "../execution/walk-fields.ts";
import { accountViewer } from "../test/test-viewers.ts";
import type { Denial } from "./denial-sink.ts";
import { assertFieldAccess } from "./field-access.ts";
import { readFieldRequirements } from "./field-requirements.ts";

const SDL = `
  directive @access(action: String!) on FIELD_DEFINITION
  type Query {
    hello: String @access(action: "public:read")
    me: Patient @access(action: "patient:reference")
    auditTrail: String @access(action: "audit:read")
  }
  type Patient {
    name: String @access(action: "patient:read")
    phone: String @access(action: "patient:contact:read")
    email: String @access(action: "patient:contact:read")
  }
`;
const schema = buildSchema(SDL);
const requirements = readFieldRequirements(parse(SDL));
const deadline = new Deadline(5_000);

async function judge(
  viewer: Viewer,
  source: string,
  record = true,
): Promise<{ error: unknown; denials: Denial[] }> {
  const document = parse(source);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error("no operation");
  const fields = selectedFields(schema, document, operation);
  const denials: Denial[] = [];
  const sink = {
    record: async (denial: Denial): Promise<void> => {
      if (!record) throw new AppError("DEPENDENCY_UNAVAILABLE");
      denials.push(denial);
    },
  };
  try {
    await assertFieldAccess({ viewer, fields, deadline }, requirements, sink);
    return { error: undefined, denials };
  } catch (error) {
    return { error, denials };
  }
}

describe("assertFieldAccess", () => {
  it("lets a viewer select what its roles may see", async () => {
    const { error, denials } = await judge(accountViewer("USER"), "{ hello me { name phone __typename } }");
    expect(error).toBeUndefined();
    expect(denials).toEqual([]);
  });

  it("asks somebody signed out to sign in, and records once what was asked of patients", async () => {
    const { error, denials } = await judge(ANONYMOUS, "{ hello me { phone name again: phone } auditTrail }");
    expect(error).toMatchObject({
      code: "AUTH_UNAUTHENTICATED",
      message: "Sign in to do this. Refused: me, me.phone, me.name, me.again, auditTrail.",
    });
    expect(denials).toEqual([
      {
        viewer: ANONYMOUS,
        action: "patient:contact:read",
        coordinates: ["Patient.phone", "Patient.name"],
        deadline,
      },
    ]);
  });

  it("records nothing of somebody signed out who asks nothing of patients", async () => {
    const { error, denials } = await judge(ANONYMOUS, "{ auditTrail __schema { description } }", false);
    expect(error).toMatchObject({ code: "AUTH_UNAUTHENTICATED" });
    expect(denials).toEqual([]);
  });

  it("does not tell somebody signed out of a refusal that could not be recorded", async () => {
    const { error } = await judge(ANONYMOUS, "{ me { name } }", false);
    expect(error).toMatchObject({ code: "DEPENDENCY_UNAVAILABLE" });
  });

  it("names a hundred fields in a record at most, as audit takes no more", async () => {
    const names = Array.from({ length: 101 }, (_, index) => `f${String(index)}`);
    const wide = buildSchema(`type Query { ${names.map((name) => `${name}: Int`).join(" ")} }`);
    const document = parse(`{ ${names.join(" ")} }`);
    const operation = getOperationAST(document);
    const fields = operation ? selectedFields(wide, document, operation) : [];
    const needed = new Map([
      ["Query", new Map(names.map((name) => [name, new Set<Action>(["patient:read"])]))],
    ]);
    const denials: Denial[] = [];
    const sink = { record: async (denial: Denial) => void denials.push(denial) };
    await expect(
      assertFieldAccess({ viewer: ANONYMOUS, fields, deadline }, needed, sink),
    ).rejects.toMatchObject({
      code: "AUTH_UNAUTHENTICATED",
    });
    expect(denials.map(({ coordinates }) => coordinates.length)).toEqual([100]);
  });

  it("lets somebody signed out select public fields only", async () => {
    expect((await judge(ANONYMOUS, "{ hello __typename }")).error).toBeUndefined();
  });

  it("records a refusal of patient data before it answers, one per action", async () => {
    const viewer = accountViewer("PRACTITIONER");
    const { error, denials } = await judge(
      viewer,
      "{ me { name tel: phone email again: phone } auditTrail }",
    );
    expect(error).toMatchObject({
      code: "AUTH_FORBIDDEN",
      message: "You may not do this. Refused: me.tel, me.email, me.again, auditTrail.",
    });
    expect(denials).toEqual([
      {
        viewer,
        action: "patient:contact:read",
        coordinates: ["Patient.phone", "Patient.email"],
        deadline,
      },
    ]);
  });

  it("does not answer a refusal that could not be recorded", async () => {
    const { error } = await judge(accountViewer("PRACTITIONER"), "{ me { phone } }", false);
    expect(error).toMatchObject({ code: "DEPENDENCY_UNAVAILABLE" });
  });

  it("records nothing for a refusal that concerns no patient", async () => {
    const { error, denials } = await judge(accountViewer("USER"), "{ auditTrail }", false);
    expect(error).toMatchObject({ code: "AUTH_FORBIDDEN" });
    expect(denials).toEqual([]);
  });

  it("shows the schema to those signed in only", async () => {
    expect((await judge(accountViewer("USER"), "{ __schema { queryType { name } } }")).error).toBeUndefined();
    expect((await judge(ANONYMOUS, '{ __type(name: "Patient") { name } }')).error).toMatchObject({
      code: "AUTH_UNAUTHENTICATED",
      message: "Sign in to do this. Refused: __type.",
    });
  });

  it("names twenty paths at most", async () => {
    const aliases = Array.from({ length: 23 }, (_, index) => `f${String(index)}: auditTrail`).join(" ");
    const { error } = await judge(accountViewer("USER"), `{ ${aliases} }`);
    expect(error).toMatchObject({ message: expect.stringMatching(/ f18, f19 and 3 more\.$/) });
  });

  it("denies a field without a policy to everybody", async () => {
    const document = parse("{ hello }");
    const operation = getOperationAST(document);
    const fields = operation ? selectedFields(schema, document, operation) : [];
    const viewer = accountViewer("ADMIN");
    const request = { viewer, fields, deadline };
    await expect(
      assertFieldAccess(request, new Map(), { record: async () => undefined }),
    ).rejects.toMatchObject({ code: "AUTH_FORBIDDEN" });
  });
});
