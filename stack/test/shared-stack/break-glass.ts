import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, TENANTS } from "#drizzle/seed/world.ts";
import { newId } from "#shared/db/ids.ts";
import type { Answer, Browser } from "../../browser.ts";
import { addAccountLike } from "../add-account.ts";
import { dataOf } from "../booking-client.ts";
import { withinASecond } from "../eventually.ts";
import type { TestStack } from "../test-stack.ts";

const PATIENT = ACCOUNTS.patient.patientId;
const JUSTIFICATION = "Brought in unconscious, no relatives here";
const READ = "query ($id: ID!) { appointment(id: $id) { id confidentiality reason notes } }";
const OPEN = `mutation ($input: BreakGlassInput!) {
  breakGlass(input: $input) { grant { id patient { id name { display } } } userErrors { code } }
}`;
const END = "mutation { endBreakGlass { grant { id } userErrors { code } } }";
const ANY_TIME: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT/);

interface Visit {
  readonly id: string;
  readonly reason: string;
}

let stack: TestStack;
/** Closely kept visits of the patient, neither with the practitioner who signs in. */
let restricted: Visit;
let veryRestricted: Visit;

async function visitKept(confidentiality: string): Promise<Visit> {
  const [row] = await stack.admin<Visit[]>`
    select a.id, c.reason from appointments.appointment a join appointments.appointment_clinical c using (id)
    where a.patient_id = ${PATIENT} and a.confidentiality = ${confidentiality}`;
  if (row === undefined) throw new Error(`No visit is kept ${confidentiality}.`);
  return row;
}

type Seen = Answer<{ appointment: { reason: string | null } | null }>;

function read(browser: Browser, { id }: Visit): Promise<Seen> {
  return browser.send(READ, { id });
}

async function breakGlass(browser: Browser, purpose: string, patientId = PATIENT): Promise<string> {
  const input = { patientId, purpose, justification: JUSTIFICATION };
  const { breakGlass: outcome } = dataOf(
    await browser.send<{ breakGlass: { grant: { id: string } } }>(OPEN, { input }),
  );
  return outcome.grant.id;
}

const practitioner = (): Promise<Browser> => stack.browser(ACCOUNTS.practitioner.email);

/** What is read with the glass broken, and who hears of it. */
export function breakGlassSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    restricted = await visitKept("RESTRICTED");
    veryRestricted = await visitKept("VERY_RESTRICTED");
  });

  describe("a practitioner who does not treat the patient", () => {
    it("reads what is kept closely with the glass broken: in the next request, and not before or once it is ended", async () => {
      const browser = await practitioner();
      expect(dataOf(await read(browser, restricted))).toEqual({ appointment: null });
      await breakGlass(browser, "SAFEGUARDING");
      expect(dataOf(await read(browser, restricted)).appointment).toMatchObject({
        confidentiality: "RESTRICTED",
        reason: restricted.reason,
      });
      await browser.send(END);
      expect(dataOf(await read(browser, restricted))).toEqual({ appointment: null });
    });

    it("reads nothing of another patient, and nothing once half an hour is over", async () => {
      const browser = await practitioner();
      const other = await breakGlass(browser, "EMERGENCY_TREATMENT", ACCOUNTS.patient2.patientId);
      expect(dataOf(await read(browser, restricted))).toEqual({ appointment: null });
      const own = await breakGlass(browser, "EMERGENCY_TREATMENT");
      expect(dataOf(await read(browser, restricted)).appointment?.reason).toBe(restricted.reason);
      await stack.admin`
      update auth.break_glass_grant set created_at = created_at - interval '31 minutes',
        expires_at = expires_at - interval '31 minutes' where id in (${own}, ${other})`;
      // The router believes what it was told of a session for half a second.
      await withinASecond(async () => {
        expect(dataOf(await read(browser, restricted))).toEqual({ appointment: null });
      });
    });

    it("breaks the glass in one browser and not in another, and not in another tenant", async () => {
      const [first, second] = [await practitioner(), await practitioner()];
      await breakGlass(first, "EMERGENCY_TREATMENT");
      expect(dataOf(await read(second, restricted))).toEqual({ appointment: null });
      const { email } = await addAccountLike(stack.admin, ACCOUNTS.practitioner.email, {
        tenantId: TENANTS.lakeside.id,
        practitionerId: newId(),
      });
      const foreign = await stack.browser(email);
      await breakGlass(foreign, "EMERGENCY_TREATMENT");
      expect(dataOf(await read(foreign, restricted))).toEqual({ appointment: null });
    });
  });

  describe("whoever looks after privacy", () => {
    const UNREVIEWED = {
      ...{ patient: { id: PATIENT }, purpose: "EMERGENCY_TREATMENT", justification: JUSTIFICATION },
      ...{ holder: { email: ACCOUNTS.practitioner.email }, openedAt: ANY_TIME, expiresAt: ANY_TIME },
    };

    it("finds who broke the glass, for whom and why, and what was read under it, and reviews it, as the guide says", async () => {
      const [list, log, review] = await operationsOfTheGuide();
      const browser = await practitioner();
      const grantId = await breakGlass(browser, "EMERGENCY_TREATMENT");
      await read(browser, veryRestricted);
      await browser.send(END);
      const admin = await stack.browser(ACCOUNTS.admin.email);
      const { breakGlassGrants } = dataOf(
        await admin.send<{ breakGlassGrants: { nodes: unknown[] } }>(list ?? ""),
      );
      expect(breakGlassGrants.nodes[0]).toEqual({ ...UNREVIEWED, id: grantId, endedAt: ANY_TIME });
      await withinASecond(async () => {
        const { auditEvents } = dataOf(
          await admin.send<{ auditEvents: { nodes: LoggedRead[] } }>(log ?? "", { patientId: PATIENT }),
        );
        const read = auditEvents.nodes.filter(
          ({ action, details }) =>
            action.startsWith("appointment:") &&
            details.some(({ name, value }) => name === "breakGlassGrantId" && value === grantId),
        );
        expect(read.map(({ action, entity }) => [action, entity?.id]).toSorted()).toEqual([
          ["appointment:clinical:read", veryRestricted.id],
          ["appointment:detail:read", veryRestricted.id],
          ["appointment:read", veryRestricted.id],
        ]);
      });
      expect(dataOf(await admin.send(review ?? "", { grantId }))).toEqual({
        reviewBreakGlass: {
          grant: { review: { finding: "UNJUSTIFIED", reviewedAt: ANY_TIME } },
          userErrors: [],
        },
      });
    });

    it("disables the account of a holder, and nothing can be read under the grant within a second", async () => {
      const holder = { practitionerId: newId() };
      const { id, email } = await addAccountLike(stack.admin, ACCOUNTS.practitioner.email, holder);
      const browser = await stack.browser(email);
      await breakGlass(browser, "EMERGENCY_TREATMENT");
      expect(dataOf(await read(browser, restricted)).appointment?.reason).toBe(restricted.reason);
      const admin = await stack.browser(ACCOUNTS.admin.email);
      const disabled = await admin.send(
        `mutation { disableAccount(input: { accountId: "${id}", reason: "Looked without reason." }) {
        userErrors { code } } }`,
      );
      expect(dataOf(disabled)).toEqual({ disableAccount: { userErrors: [] } });
      await withinASecond(async () => {
        expect((await read(browser, restricted)).status).toBe(401);
      });
    });
  });
}

interface LoggedRead {
  readonly action: string;
  readonly entity: { readonly id: string } | null;
  readonly details: readonly { readonly name: string; readonly value: string | null }[];
}

/** What docs/operations.md tells an admin to ask and do. */
async function operationsOfTheGuide(): Promise<readonly string[]> {
  const guide = await readFile(new URL("../../../docs/operations.md", import.meta.url), "utf8");
  const [, section = ""] = guide.split("\n## Broken glass\n");
  const [chapter = ""] = section.split("\n## ");
  return [...chapter.matchAll(/```graphql\n([^`]+)```/g)].map(([, operation = ""]) => operation);
}
