import { readFileSync } from "node:fs";
import { buildSchema, getOperationAST, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { accountViewer } from "../test/test-viewers.ts";
import { createFieldGuard } from "./field-guard.ts";
import { rehearsalContext, type RequestContext } from "./request-context.ts";
import { selectedFields } from "./walk-fields.ts";

const read = (file: string): string => readFileSync(new URL(`../../schema/${file}`, import.meta.url), "utf8");
const SCHEMA = buildSchema(read("api.graphql"));
const PATIENTS = "{ patients { nodes { pseudonym name { display } who: id } } }";
const guard = createFieldGuard(read("supergraph.graphql"), { record: () => Promise.resolve() });

async function judged(
  query: string,
  role: "ANALYST" | "ADMIN" | "PRACTITIONER",
  isTrusted = false,
): Promise<RequestContext> {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (operation == null) throw new Error("There is no operation.");
  const context = { ...rehearsalContext(1_000), viewer: accountViewer(role), isTrusted };
  await guard(selectedFields(SCHEMA, document, operation), context);
  return context;
}

describe("the guard of fields", () => {
  it("lets an analyst ask for what is masked, and notes it", async () => {
    expect([...(await judged(PATIENTS, "ANALYST")).masked].sort()).toEqual(["Patient.id", "Patient.name"]);
  });

  it("masks nothing for who may read it", async () => {
    const query = "{ patients { nodes { id name { display } } } }";
    expect([...(await judged(query, "ADMIN")).masked]).toEqual([]);
    expect([...(await judged(query, "PRACTITIONER")).masked]).toEqual([]);
  });

  it("refuses it in a registered document, whose client was promised what the type says", async () => {
    await expect(judged(PATIENTS, "ANALYST", true)).rejects.toMatchObject({
      code: "AUTH_FORBIDDEN",
      message: expect.stringContaining("patients.nodes.name, patients.nodes.who") as string,
    });
  });

  it("goes on refusing the rest", async () => {
    const query = "{ patients { nodes { name { display } consents { id } } } }";
    await expect(judged(query, "ANALYST")).rejects.toMatchObject({
      message: expect.stringMatching(
        /Refused: patients\.nodes\.consents, patients\.nodes\.consents\.id\.$/,
      ) as string,
    });
  });
});
