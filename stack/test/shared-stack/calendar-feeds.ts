import ICAL from "ical.js";
import { beforeAll, describe, expect, it } from "vitest";
import { ACCOUNTS, CLINICS, seededServiceTypeId } from "#drizzle/seed/world.ts";
import type { Browser } from "../../browser.ts";
import { book, cancel, dataOf, findFreeSlots } from "../booking-client.ts";
import type { TestStack } from "../test-stack.ts";

const CREATE = `mutation ($input: CreateCalendarFeedInput!) {
  createCalendarFeed(input: $input) { calendarFeed { id } url userErrors { code } } }`;
const REVOKE = `mutation ($id: ID!) { revokeCalendarFeed(input: { calendarFeedId: $id }) { userErrors { code } } }`;

interface Created {
  readonly createCalendarFeed: { readonly calendarFeed: { readonly id: string }; readonly url: string };
}

/** Makes a feed; answers its id, and its path below whatever address the stack has. */
async function subscribe(
  browser: Browser,
  kind: string,
): Promise<{ readonly id: string; readonly path: string }> {
  const { createCalendarFeed } = dataOf(
    await browser.send<Created>(CREATE, { input: { kind, name: "Phone, of mine", detail: "SERVICE" } }),
  );
  return { id: createCalendarFeed.calendarFeed.id, path: new URL(createCalendarFeed.url).pathname };
}

/** Status of each event by the id of its appointment. */
function eventsIn(text: string): Map<unknown, unknown> {
  const events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent");
  return new Map(
    events.map((event) => [event.getFirstPropertyValue("uid"), event.getFirstPropertyValue("status")]),
  );
}

/** A calendar app, which has nothing but an address. */
export function calendarFeedsSuite(shared: () => TestStack): void {
  let patient: Browser;
  let practitioner: Browser;
  beforeAll(async () => {
    patient = await shared().browser(ACCOUNTS.patient.email);
    practitioner = await shared().browser(ACCOUNTS.practitioner.email);
  });
  const get = (path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Response> =>
    fetch(shared().url + path, { method, headers });

  describe("a calendar app with the address of a feed", () => {
    it("sees what its patient and its practitioner have booked, and that it was cancelled, until it is revoked", async () => {
      const feeds = [await subscribe(patient, "PATIENT"), await subscribe(practitioner, "PRACTITIONER")];
      const [slot] = await findFreeSlots(patient, {
        clinicId: CLINICS.northwindBerlin.id,
        serviceTypeId: seededServiceTypeId(CLINICS.northwindBerlin, "consultation"),
        practitionerId: ACCOUNTS.practitioner.practitionerId,
      });
      if (slot === undefined) throw new Error("There is no free slot.");
      const { appointment } = await book(patient, slot, ACCOUNTS.patient.patientId);
      const id = appointment?.id ?? "";

      const tags: (string | null)[] = [];
      for (const { path } of feeds) {
        const answer = await get(path);
        expect([answer.status, answer.headers.get("content-type")]).toEqual([
          200,
          "text/calendar; charset=utf-8",
        ]);
        const text = await answer.text();
        expect(eventsIn(text).get(id)).toBe("CONFIRMED");
        expect(text).toContain("\r\nX-WR-CALNAME:Phone\\, of mine\r\n");
        expect(text).not.toContain(ACCOUNTS.patient.patientId);
        const tag = answer.headers.get("etag");
        tags.push(tag);
        const again = await get(path, { "if-none-match": String(tag) });
        expect([again.status, await again.text()]).toEqual([304, ""]);
        expect((await get(path, {}, "HEAD")).headers.get("etag")).toBe(tag);
      }

      await cancel(patient, id);
      for (const [index, { path }] of feeds.entries()) {
        const answer = await get(path, { "if-none-match": String(tags[index]) });
        expect([answer.status, eventsIn(await answer.text()).get(id)]).toEqual([200, "CANCELLED"]);
      }

      for (const [browser, feed] of [
        [patient, feeds[0]],
        [practitioner, feeds[1]],
      ] as const) {
        expect((await browser.send(REVOKE, { id: feed?.id })).data).toEqual({
          revokeCalendarFeed: { userErrors: [] },
        });
        const answer = await get(String(feed?.path), { "if-none-match": "*" });
        expect(answer.status).toBe(404);
        expect(await answer.json()).toMatchObject({
          errors: [{ extensions: { code: "RESOURCE_NOT_FOUND" } }],
        });
      }
    });

    it("is let in no more while the account is disabled", async () => {
      const { path, id } = await subscribe(patient, "PATIENT");
      const { admin } = shared();
      const disable = (isDisabled: boolean): Promise<unknown> =>
        admin`update appointments.known_actor set is_disabled = ${isDisabled} where id = ${ACCOUNTS.patient.id}`;
      try {
        expect((await get(path)).status).toBe(200);
        await disable(true);
        expect((await get(path)).status).toBe(404);
      } finally {
        await disable(false);
      }
      expect((await get(path)).status).toBe(200);
      await patient.send(REVOKE, { id });
    });
  });
}
