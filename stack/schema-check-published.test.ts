import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkContract, composed } from "#schema/check/check.ts";
import { readCommitted } from "#schema/check/contract.ts";
import { documentIdOf } from "../router/documents/manifest.ts";
import { createCertifier } from "../router/documents/certificate.ts";
import { replaceIn } from "./test/schema-check/edits.ts";
import { liveOf, PUBLISHED } from "./schema-check-published.ts";

const committed = composed(readCommitted(fileURLToPath(new URL("../schema/", import.meta.url))));
const { certify } = createCertifier(
  readFileSync(new URL("../schema/supergraph.graphql", import.meta.url), "utf8"),
);

describe("published documents in the check of the contract", () => {
  // No document of a manifest asks for it.
  const text = "query CityOfClinic { clinics(first: 1) { nodes { rooms { name } } } }";
  const own = { client: "partner-lab", id: documentIdOf(text), text };

  it("are those that no manifest of the client has", () => {
    const [known] = committed.documents;
    if (known === undefined) throw new Error("There are documents.");
    const live = liveOf([own, known], committed.documents, certify);
    expect(live).toMatchObject([
      { client: "partner-lab", version: PUBLISHED, name: "CityOfClinic", text, answers: {} },
    ]);
    expect(live[0]?.certificate).toMatchObject({ subgraphs: ["appointments"], sqlStatements: null });
  });

  it("keep what they use from being removed, as any other", async () => {
    const removed = replaceIn("appointments", "Room", "name: String!", "label: String!")(committed);
    const refusedWith = async (published: typeof committed.documents): Promise<readonly string[]> => {
      const findings = await checkContract({
        before: { ...committed, documents: [...committed.documents, ...published] },
        now: { ...removed, documents: [...removed.documents, ...published] },
        certifierOf: (sdl) => {
          const issuer = createCertifier(sdl);
          return (document) => issuer.certify(document.text);
        },
        today: "2026-12-01",
      });
      return findings
        .filter(
          ({ verdict, consumers }) =>
            verdict === "refused" && consumers.some(({ version }) => version === PUBLISHED),
        )
        .map(({ change }) => change);
    };
    expect(await refusedWith([])).toEqual([]);
    const refused = await refusedWith(liveOf([own], committed.documents, certify));
    expect(refused).toContain('CityOfClinic cannot run: Cannot query field "name" on type "Room".');
  });

  it("are named when they were published for another revision", () => {
    const strange = { ...own, text: "query Later { clinics(first: 1) { nodes { storeys } } }" };
    expect(() => liveOf([strange], [], certify)).toThrow(
      "Later of partner-lab was published and does not fit the revision: compare with the one that is deployed.",
    );
  });
});
