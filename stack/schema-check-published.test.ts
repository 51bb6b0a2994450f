import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkContract, composed, type ComposedContract } from "#schema/check/check.ts";
import { readCommitted, type Contract } from "#schema/check/contract.ts";
import type { Finding } from "#schema/check/finding.ts";
import { createCertifier } from "../router/documents/certificate.ts";
import { documentIdOf } from "../router/documents/manifest.ts";
import { PUBLISHED, withPublished, type PublishedDocument } from "./schema-check-published.ts";
import { addSdl, replaceIn, together, type Edit } from "./test/schema-check/edits.ts";

const committed = composed(readCommitted(fileURLToPath(new URL("../schema/", import.meta.url))));
const own = createCertifier(committed.supergraphSdl);
const { examine } = own;

/** A published document, and the name by which the check calls it. */
function published(text: string): PublishedDocument & { readonly name: string } {
  const id = documentIdOf(text);
  const [, operation = ""] = /^query (\w+)/.exec(text) ?? [];
  return { client: "partner-lab", id, text, name: `${operation} (${id.slice(7, 15)})` };
}

// No document of a manifest asks for it.
const ROOMS = published("query RoomsOfClinic { clinics(first: 1) { nodes { rooms { name } } } }");

async function check(
  documents: readonly PublishedDocument[],
  edit: Edit = (contract) => contract,
  before: ComposedContract = committed,
): Promise<readonly Finding[]> {
  const certifier = before === committed ? own : createCertifier(before.supergraphSdl, before.policies);
  const states = withPublished({ before, now: edit(before) }, documents, certifier.examine);
  return checkContract({
    ...states,
    certifierOf: (sdl) => {
      const { certify } = createCertifier(sdl, states.now.policies);
      return ({ text }) => certify(text);
    },
    today: "2026-12-01",
  });
}

/** What is found of published documents. */
async function told(...given: Parameters<typeof check>): Promise<readonly string[]> {
  const findings = await check(...given);
  return findings
    .filter(({ consumers }) => consumers.some(({ version }) => version === PUBLISHED))
    .map(({ part, verdict, change }) => `${part} ${verdict}: ${change}`);
}

/** A state in which rooms take an action of their own, which is not one of the code. */
const ROOM_ACTION = replaceIn(
  "appointments",
  "Room",
  'name: String! @access(action: "clinic:read")',
  'name: String! @access(action: "room:read")',
);

function havingRoomAction(granted: readonly string[]): ComposedContract {
  const contract: Contract = ROOM_ACTION(committed);
  return composed({ ...contract, policies: { ...contract.policies, "room:read": granted } });
}

describe("published documents in the check of the contract", () => {
  it("are those that no manifest of the client has, with what they reach and send", () => {
    const [known] = committed.documents;
    if (known === undefined) throw new Error("There are documents.");
    const states = withPublished({ before: committed, now: committed }, [ROOMS, known], examine);
    expect(states.added).toMatchObject([
      { client: "partner-lab", version: PUBLISHED, name: ROOMS.name, text: ROOMS.text, answers: {} },
    ]);
    expect(states.added[0]?.certificate).toMatchObject({ subgraphs: ["appointments"], sqlStatements: null });
    const contract = states.before.consumers.get("appointments") ?? [];
    expect(contract.at(-1)).toEqual({
      ...{ client: "partner-lab", version: PUBLISHED, document: ROOMS.id, name: ROOMS.name },
      operations: [expect.stringContaining("rooms")],
    });
    expect(contract).toHaveLength((committed.consumers.get("appointments") ?? []).length + 1);
  });

  it("are no difference by themselves", async () => {
    expect(await check([ROOMS])).toEqual([]);
  });

  it("keep what they use from being removed, as any other", async () => {
    const edit = replaceIn("appointments", "Room", "name: String!", "label: String!");
    expect(await told([], edit)).toEqual([]);
    expect(await told([ROOMS], edit)).toContain(
      `document refused: ${ROOMS.name} cannot run: Cannot query field "name" on type "Room".`,
    );
  });

  it("are judged by the actions of the state before, which are not all there any more", async () => {
    const back = replaceIn("appointments", "Room", '"room:read"', '"clinic:read"');
    const dropped: Edit = (contract) => ({ ...back(contract), policies: committed.policies });
    const found = await told([ROOMS], dropped, havingRoomAction(["ADMIN"]));
    expect(found).toContain(
      `certificate unapproved: partner-lab published ${ROOMS.name}: action gone: room:read`,
    );
  });

  it("are told when others may run them than might", async () => {
    const edit: Edit = (contract) => ({
      ...contract,
      policies: { ...contract.policies, "room:read": ["USER"] },
    });
    const line = `certificate unapproved: partner-lab published ${ROOMS.name}:`;
    expect(await told([ROOMS], edit, havingRoomAction(["ADMIN"]))).toEqual([
      "access unapproved: room:read is granted to USER, is no longer granted to ADMIN",
      `${line} who may added: room:read USER`,
      `${line} who may gone: room:read ADMIN`,
    ]);
  });

  it("are told when a subgraph does not understand what routers of before send for them", async () => {
    const prices = published(
      "query PricesOf { clinics(first: 1) { nodes { serviceTypes { price { amountMinor } } } } }",
    );
    // Clients see no difference.
    const moved = together([
      replaceIn("appointments", "ServiceType", '  price: Money! @access(action: "clinic:read")\n', ""),
      addSdl(
        "users",
        'type ServiceType @key(fields: "id") { id: ID! @access(action: "clinic:read") price: Money! @access(action: "clinic:read") }',
      ),
    ]);
    expect(await told([prices], moved)).toContain(
      `consumer unapproved: appointments does not understand what it is sent for partner-lab published ${prices.name}: ` +
        'Cannot query field "price" on type "ServiceType".',
    );
  });

  it("have names of their own, so that an approval is of one of them", async () => {
    const other = published("query RoomsOfClinic { clinics(first: 2) { nodes { rooms { name } } } }");
    const { added } = withPublished({ before: committed, now: committed }, [ROOMS, other], examine);
    expect(new Set(added.map(({ name }) => name)).size).toBe(2);
  });

  it("stay when only their manifest is withdrawn", async () => {
    const [known] = committed.documents;
    if (known === undefined) throw new Error("There are documents.");
    const isKnown = ({ client, id }: PublishedDocument): boolean =>
      client === known.client && id === known.id;
    const edit: Edit = (contract) => ({
      ...contract,
      documents: contract.documents.filter((document) => !isKnown(document)),
    });
    const changes = async (documents: readonly PublishedDocument[]): Promise<readonly string[]> =>
      (await check(documents, edit)).map(({ change }) => change);
    expect(await changes([])).not.toEqual([]);
    expect(await changes([known])).toEqual([]);
  });

  it("are named, with the reason, when they were published for another revision", () => {
    const strange = published("query Later { clinics(first: 1) { nodes { storeys } } }");
    expect(() => withPublished({ before: committed, now: committed }, [strange], examine)).toThrow(
      `${strange.name} of partner-lab was published and does not fit the revision: ` +
        'compare with the one that is deployed. Cannot query field "storeys" on type "Clinic".',
    );
  });
});
