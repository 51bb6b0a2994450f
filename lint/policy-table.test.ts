import { describe, expect, it } from "vitest";
import { POLICIES } from "../shared/auth/policies.ts";
import { withPolicyTable } from "./policy-table.ts";

describe("the table of policies", () => {
  const document = withPolicyTable("Before\n<!-- policies -->\nsuperseded\n<!-- /policies -->\nafter\n");

  it("stands between its marks, in place of what was there", () => {
    expect(document).toMatch(
      /^Before\n<!-- policies -->\n\n\| action [^]*\|\n\n<!-- \/policies -->\nafter\n$/,
    );
    expect(document).not.toContain("superseded");
    expect(withPolicyTable(document)).toBe(document);
  });

  it("has a row for every action, with who may under which condition", () => {
    const rows = document.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows.map((row) => row.split("`")[1])).toEqual(Object.keys(POLICIES));
    expect(rows).toContain(
      "| `patient:update` | Change a patient's demographics. | USER when `ownPatient`; ADMIN; SUPPORT when `assignedRegion` | yes |  |",
    );
    expect(rows).toContain(
      "| `session:end` | Sign out of the session of the request. | anyone signed in |  | yes |",
    );
  });

  it("is not written into a document without the marks", () => {
    expect(() => withPolicyTable("Nothing")).toThrow("missing");
  });
});
