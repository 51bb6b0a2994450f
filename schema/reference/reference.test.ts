import { readFileSync } from "node:fs";
import { buildSchema, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { changelog, releaseEntry } from "./changelog.ts";
import { referenceIndex, referencePage } from "./reference-page.ts";

const PAGE = {
  name: "clinics",
  document: parse(`
    extend type Query {
      "Clinics of the tenant. By name."
      clinics("At most 100." first: Int = 20): [Clinic!]! @access(action: "clinic:read") @listSize(assumedSize: 20)
    }
    """
    A place
    of care.
    """
    type Clinic @cacheControl(maxAge: 60) {
      "Its name."
      name: String! @access(action: "clinic:read", maskedFor: "audit:read") @classified(as: "PII")
      "Its old name."
      old: String @access(action: "clinic:read") @deprecated(reason: "Since 2026-12-01. Use \`Clinic.name\`. Ends 2027-06-01.")
    }
    "What is asked for."
    input ClinicFilter { "Its city." city: String = "Berlin" }
    "A size." enum Size { "Small." SMALL }
    "A day." scalar Day
  `),
};

describe("a reference page", () => {
  it("tells of every part what it is, what it takes and how sensitive it is", () => {
    expect(referencePage(PAGE).split("\n\n").slice(2).join("\n\n")).toBe(
      `## Query

- **\`clinics\`** \`[Clinic!]!\` Clinics of the tenant. By name. — takes \`clinic:read\`, counted as 20
  - \`first: Int = 20\` At most 100.

## Clinic

*type* A place of care. — kept for 60 s

- **\`name\`** \`String!\` Its name. — takes \`clinic:read\`, null for who may do \`audit:read\` only, **PII**
- **\`old\`** \`String\` Its old name. — takes \`clinic:read\`, **deprecated**: Since 2026-12-01. Use \`Clinic.name\`. Ends 2027-06-01.

## ClinicFilter

*input* What is asked for.

- \`city: String = "Berlin"\` Its city.

## Day

*scalar* A day.

## Size

*enum* A size.

- \`SMALL\` Small.`,
    );
  });

  it("is found by its root fields", () => {
    expect(referenceIndex([PAGE])).toContain(
      "## Query\n\n- [`clinics`](clinics.md#query) Clinics of the tenant.",
    );
  });

  it("of each subgraph has every type of the API", () => {
    const pages = ["appointments", "audit", "auth", "shared", "users"].map((name) =>
      readFileSync(new URL(`../../docs/schema/${name}.md`, import.meta.url), "utf8"),
    );
    const api = buildSchema(readFileSync(new URL("../api.graphql", import.meta.url), "utf8"));
    const builtIn = new Set(["String", "Int", "Float", "Boolean", "ID"]);
    const missing = Object.keys(api.getTypeMap())
      .filter((name) => !name.startsWith("__") && !builtIn.has(name))
      .filter((name) => !pages.some((page) => page.includes(`\n## ${name}\n`)));
    expect(missing).toEqual([]);
  });
});

describe("the changelog", () => {
  const released = buildSchema("type Query { a: Int b: Int }");
  const now = buildSchema("type Query { a: Int! c: Int }");

  it("tells what is not released yet, by how much it matters, before what was", async () => {
    const text = await changelog({ released, now, earlier: "## 2026-01-01\n\nEarlier." });
    expect(text.split("\n\n").slice(2)).toEqual([
      "## Not released yet",
      "**Breaking**",
      "- Field `b` was removed from object type `Query`",
      "**Safe**",
      "- Field `Query.a` changed type from `Int` to `Int!`\n- Field `c` was added to object type `Query`",
      "## 2026-01-01",
      "Earlier.",
    ]);
  });

  it("says so when nothing has changed", async () => {
    expect(await releaseEntry(now, now, "2026-11-27")).toBe("## 2026-11-27\n\nNothing has changed.");
  });
});
