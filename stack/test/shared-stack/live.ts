import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  ACCOUNTS,
  CLINIC_APPS,
  CLINICS,
  PARTNER_LAB,
  PRACTITIONERS,
  seededServiceTypeId,
} from "#drizzle/seed/world.ts";
import { newId } from "#shared/db/ids.ts";
import type { Browser } from "../../browser.ts";
import { AppClient, partnerToken, tokensOfApp } from "../app-client.ts";
import { book, cancel, dataOf, findFreeSlots, type Change, type FreeSlot } from "../booking-client.ts";
import { eventually, withinASecond } from "../eventually.ts";
import { LiveClient, type LiveRequest } from "../live-client.ts";
import type { TestStack } from "../test-stack.ts";

const { patient: PATIENT, practitioner: PRACTITIONER } = ACCOUNTS;
const CLINIC = CLINICS.northwindBerlin;
const SEARCH = {
  clinicId: CLINIC.id,
  serviceTypeId: seededServiceTypeId(CLINIC, "consultation"),
  practitionerId: PRACTITIONER.practitionerId,
};

let stack: TestStack;
let support: Browser;
const clients: LiveClient[] = [];

async function follow(email: string | Browser, request: LiveRequest = {}): Promise<LiveClient> {
  const browser = typeof email === "string" ? await stack.browser(email) : email;
  return followAs({ cookie: browser.cookieHeader, ...request });
}

async function followAs(request: LiveRequest): Promise<LiveClient> {
  const client = await LiveClient.open(stack.url, request);
  clients.push(client);
  return client;
}

/** Books with the practitioner at whatever time is free. */
async function bookAny(patientId: string, search: typeof SEARCH = SEARCH): Promise<string> {
  for (const slot of (await findFreeSlots(support, search)).toReversed()) {
    const { appointment } = await book(support, slot, patientId);
    if (appointment !== null) return appointment.id;
  }
  throw new Error("There are no free slots.");
}

/** Moves to another practitioner, whoever has a time. */
async function moveAway(appointmentId: string): Promise<string> {
  for (const { id: practitionerId, clinic } of PRACTITIONERS) {
    if (clinic.id !== CLINIC.id || practitionerId === PRACTITIONER.practitionerId) continue;
    const [slot] = (await findFreeSlots(support, { ...SEARCH, practitionerId })).toReversed();
    if (slot === undefined) continue;
    if ((await move(appointmentId, slot)).appointment !== null) return practitionerId;
  }
  throw new Error("Nobody else has a time.");
}

async function move(appointmentId: string, { startsAt, practitionerId }: FreeSlot): Promise<Change> {
  const answer = await support.send<{ rescheduleAppointment: Change }>(
    `mutation ($input: RescheduleAppointmentInput!) {
      rescheduleAppointment(input: $input) { appointment { id status version } userErrors { code field } }
    }`,
    { input: { appointmentId, startsAt, practitionerId } },
  );
  return dataOf(answer).rescheduleAppointment;
}

const codeOf = ({ refusal }: LiveClient): unknown =>
  (refusal as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code;

/** What apps are told while it happens. */
export function liveSuite(shared: () => TestStack): void {
  beforeAll(async () => {
    stack = shared();
    support = await stack.browser(ACCOUNTS.support.email);
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });

  describe("an app that follows appointments", () => {
    it("is told within a second: the patient on each of two devices, the practitioner whose day it is, and nobody else", async () => {
      const [phone, tablet] = [await follow(PATIENT.email), await follow(PATIENT.email)];
      const day = await follow(PRACTITIONER.email);
      const [stranger, abroad] = [
        await follow(ACCOUNTS.patient2.email),
        await follow(ACCOUNTS.lakesidePatient.email),
      ];
      const id = await bookAny(PATIENT.patientId);
      await withinASecond(() => {
        for (const client of [phone, tablet, day]) expect(client.changes).toEqual([[id, 1]]);
      });
      // Moved away, it is changed for who has lost it, too; what comes then is another's.
      const other = await moveAway(id);
      expect(other).not.toBe(PRACTITIONER.practitionerId);
      await withinASecond(() => {
        for (const client of [phone, tablet, day])
          expect(client.changes).toEqual([
            [id, 1],
            [id, 2],
          ]);
      });
      await cancel(support, id);
      await withinASecond(() =>
        expect(phone.changes).toEqual([
          [id, 1],
          [id, 2],
          [id, 3],
        ]),
      );
      // In order: what came for others was told before.
      const mine = await bookAny(ACCOUNTS.patient2.patientId);
      await withinASecond(() => expect(stranger.changes).toEqual([[mine, 1]]));
      await cancel(support, mine);
      await withinASecond(() =>
        expect(day.changes).toEqual([
          [id, 1],
          [id, 2],
          [mine, 1],
          [mine, 2],
        ]),
      );
      expect(abroad.changes).toEqual([]);
    });

    it("resumes without missing anything, or being told twice", async () => {
      const first = await follow(PATIENT.email);
      const id = await bookAny(PATIENT.patientId);
      await withinASecond(() => expect(first.changes).toEqual([[id, 1]]));
      const { lastEventId } = first;
      first.close();
      await moveAway(id);
      await cancel(support, id);
      const resumed = await follow(PATIENT.email, { lastEventId });
      await withinASecond(() =>
        expect(resumed.changes).toEqual([
          [id, 2],
          [id, 3],
        ]),
      );
      const again = await follow(PATIENT.email, {
        query: { lastEventId: resumed.lastEventId ?? "" },
      });
      expect(again.events.map(({ event }) => event)).toEqual(["ready"]);
      const lost = await follow(PATIENT.email, { lastEventId: newId() });
      expect(lost.events.map(({ event }) => event)).toEqual(["reset", "ready"]);
    });

    it("gets an answer that is kept by nobody, and can be read by pages of ours", async () => {
      const { cookieHeader: cookie } = await stack.browser(PATIENT.email);
      const response = await fetch(`${stack.url}/events`, {
        headers: { cookie, origin: "http://localhost:3000" },
      });
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
        "access-control-allow-origin": "http://localhost:3000",
        "access-control-allow-credentials": "true",
        "x-content-type-options": "nosniff",
        "x-correlation-id": expect.any(String),
      });
      await response.body?.cancel();
      const foreign = await fetch(`${stack.url}/events`, {
        headers: { cookie, origin: "https://elsewhere.example" },
      });
      expect(foreign.status).toBe(403);
      await foreign.body?.cancel();
    });
  });

  describe("the guide", () => {
    it("has a program that follows", async () => {
      const guide = await readFile(new URL("../../../docs/live-updates.md", import.meta.url), "utf8");
      const program = /CLINIC_TOKEN` set to\n.*\n\n```js\n([^]*?)```/.exec(guide)?.[1] ?? "";
      const { cookieHeader } = await stack.browser(PATIENT.email);
      const tokens = await tokensOfApp(stack.url, CLINIC_APPS.northwind.clientId, cookieHeader);
      const env = { CLINIC_URL: stack.url, CLINIC_TOKEN: tokens.access_token };
      const running = spawn(process.execPath, ["--input-type=module", "--eval", program], { env });
      let printed = "";
      running.stdout.on("data", (chunk) => (printed += String(chunk)));
      running.stderr.on("data", (chunk) => (printed += String(chunk)));
      try {
        await eventually(() => expect(printed).toContain("ready {}\n"));
        const id = await bookAny(PATIENT.patientId);
        await withinASecond(() =>
          expect(printed).toContain(`change {"type":"Appointment","id":"${id}","version":1}\n`),
        );
        await cancel(support, id);
      } finally {
        running.kill();
      }
    });
  });

  describe("who may follow", () => {
    it("is somebody who is signed in", async () => {
      const client = await followAs({});
      expect([client.status, codeOf(client)]).toEqual([401, "AUTH_UNAUTHENTICATED"]);
    });

    it("is told the same of what is there and what is not, and leaves a trace", async () => {
      const patient = await stack.browser(PATIENT.email);
      const messages = new Set<string>();
      const ids = [ACCOUNTS.patient2.patientId, ACCOUNTS.lakesidePatient.patientId, newId()];
      for (const patientId of ids) {
        const client = await follow(patient, { query: { patientId } });
        expect([client.status, codeOf(client)]).toEqual([403, "AUTH_FORBIDDEN"]);
        const { errors } = client.refusal as { errors: { message: string }[] };
        messages.add(errors[0]?.message ?? "");
      }
      expect(messages.size).toBe(1);
      await eventually(async () => {
        const rows = await stack.admin`select patient_id from audit.entry
          where category = 'DENIAL' and action = 'appointment:list' and agent_account_id = ${PATIENT.id}
          and patient_id in ${stack.admin(ids)}`;
        expect(rows).toHaveLength(3);
      });
    });

    it("is an admin for whoever is of the tenant, which is on record as a read", async () => {
      const admin = await stack.browser(ACCOUNTS.admin.email);
      const patientId = ACCOUNTS.patient2.patientId;
      const client = await follow(admin, { query: { patientId } });
      expect(client.status).toBe(200);
      await eventually(async () => {
        const rows = await stack.admin`select category, outcome, patient_id, fields from audit.entry
          where action = 'appointment:list' and agent_account_id = ${ACCOUNTS.admin.id}
          and detail ->> 'isLive' = 'true'`;
        expect([...rows]).toEqual([
          { category: "READ", outcome: "SUCCESS", patient_id: patientId, fields: ["appointments"] },
        ]);
      });
      const day = await follow(admin, { query: { practitionerId: PRACTITIONER.practitionerId } });
      expect(day.status).toBe(200);
      for (const unknown of [newId(), ACCOUNTS.lakesidePatient.patientId]) {
        for (const name of ["patientId", "practitionerId"])
          expect((await follow(admin, { query: { [name]: unknown } })).status).toBe(403);
      }
    });

    it("is nobody by a region or a consent, which the router does not know", async () => {
      const byRegion = await follow(support, { query: { patientId: PATIENT.patientId } });
      const byDay = await follow(support, { query: { practitionerId: PRACTITIONER.practitionerId } });
      const token = await partnerToken(stack.url);
      const byConsent = await followAs({ token, query: { patientId: PATIENT.patientId } });
      for (const client of [byRegion, byDay, byConsent])
        expect([client.status, codeOf(client)]).toEqual([403, "AUTH_FORBIDDEN"]);
      expect(PARTNER_LAB.scopes).toContain("appointment:list");
    });

    it.each([{ patientId: "x" }, { patientId: newId(), practitionerId: newId() }, { something: "else" }])(
      "asks for one thing: not %j",
      async (query) => {
        const client = await follow(PATIENT.email, { query });
        expect([client.status, codeOf(client)]).toEqual([400, "VALIDATION_ERROR"]);
      },
    );
  });

  describe("a stream ends", () => {
    const endOf = (client: LiveClient): Promise<void> =>
      withinASecond(() => {
        expect([client.hasEnded, client.events.at(-1)?.data]).toEqual([true, { reason: "SESSION_ENDED" }]);
      });

    it("when its session does by signing out, and no other", async () => {
      const [browser, other] = [await stack.browser(PATIENT.email), await stack.browser(PATIENT.email)];
      const [client, kept] = [await follow(browser), await follow(other)];
      await browser.send("mutation { signOut { userErrors { code } } }");
      await endOf(client);
      expect(kept.hasEnded).toBe(false);
      expect((await followAs({ cookie: "__Host-session=ended" })).status).toBe(401);
    });

    it("when its token is revoked", async () => {
      const { clientId } = CLINIC_APPS.northwind;
      const { cookieHeader } = await stack.browser(PATIENT.email);
      const { access_token: token } = await tokensOfApp(stack.url, clientId, cookieHeader);
      const client = await followAs({ token });
      expect([client.status, client.refusal]).toEqual([200, undefined]);
      await new AppClient(stack.url, clientId).post("revoke", { token });
      await endOf(client);
    });
  });
}
