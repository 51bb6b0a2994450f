import ICAL from "ical.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import { ANONYMOUS, type Viewer } from "#shared/auth/viewer.ts";
import { hashOfCalendarFile, hashOfCalendarToken } from "#shared/calendar-feeds/calendar-address.ts";
import { newId } from "#shared/db/ids.ts";
import type { ServiceResponse } from "#shared/http/service-call.ts";
import { recordedAudit } from "#shared/testing/recorded-audit.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { viewerOf } from "#shared/testing/viewers.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  NOW,
  type ViewerName,
  type World,
} from "./world.ts";

const FEED = "id kind name detail createdAt lastUsedAt";
const CREATE = `mutation ($input: CreateCalendarFeedInput!) {
  createCalendarFeed(input: $input) { calendarFeed { ${FEED} } url userErrors { code message field } } }`;
const REVOKE = `mutation ($id: ID!) { revokeCalendarFeed(input: { calendarFeedId: $id }) {
  calendarFeed { ${FEED} } userErrors { code field } } }`;
const LIST = `{ calendarFeeds { ${FEED} } }`;
const PATH = "/internal/calendar-feeds";
const ROUTER = systemViewer("router", null);
const SECRET = "A mole that itches";

/** What `createCalendarFeed` answers. */
interface CreatePayload {
  readonly calendarFeed: { readonly id: string } | null;
  readonly url: string | null;
  readonly userErrors: readonly unknown[];
}

let harness: SubgraphHarness;
let world: World;
let now = NOW;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: (dependencies) =>
      createAppointmentsSubgraph({ ...dependencies, publicUrl: "https://api.clinic.example" }),
    startsBackgroundWork: false,
    clock: () => now,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  now = NOW;
  await clearAppointments(harness);
  await harness.admin`truncate appointments.calendar_feed, appointments.known_actor, appointments.idempotency_key`;
  for (const name of ["ownPatient", "otherPatient", "practitioner", "admin", "foreignAdmin"] as const)
    await know(world.viewers[name]);
});

/** As the event of auth would have it. */
async function know(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<void> {
  const { accountId: id, tenantId, roles, regions, patientId, practitionerId } = viewer;
  const row = {
    ...{ id, tenant_id: tenantId, roles: [...roles], regions: [...regions], tier: "STANDARD" },
    ...{ patient_id: patientId, practitioner_id: practitionerId, is_disabled: false, ...changes },
  };
  await harness.admin`delete from appointments.known_actor where id = ${id}`;
  await harness.admin`insert into appointments.known_actor ${harness.admin(row)}`;
}

const create = (viewer: Viewer, input: Record<string, unknown> = {}): Promise<GraphqlAnswer> =>
  harness.execute(viewer, CREATE, { input: { kind: "PATIENT", name: "My phone", ...input } });

/** Makes a feed; answers its id and the hash of its token, as the router would reckon it. */
async function feedOf(
  viewer: Viewer,
  input: Record<string, unknown> = {},
): Promise<{ readonly id: string; readonly tokenHash: string }> {
  const { data } = await create(viewer, input);
  const { calendarFeed, url } = data.createCalendarFeed as { calendarFeed: { id: string }; url: string };
  const tokenHash = hashOfCalendarFile(url.slice(url.lastIndexOf("/") + 1));
  if (tokenHash === null) throw new Error("This is no address of a calendar.");
  return { id: calendarFeed.id, tokenHash };
}

const fetchFeed = (tokenHash: string, viewer: Viewer = ROUTER): Promise<ServiceResponse> =>
  harness.post(viewer, PATH, JSON.stringify({ tokenHash }));

function eventsIn({ body }: ServiceResponse): Record<string, unknown>[] {
  const calendar = new ICAL.Component(ICAL.parse(body) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((event) => ({
    uid: event.getFirstPropertyValue("uid"),
    summary: event.getFirstPropertyValue("summary"),
    status: event.getFirstPropertyValue("status"),
  }));
}

const codeOf = ({ errors }: GraphqlAnswer): unknown => errors?.[0]?.extensions["code"];
const idsIn = (answer: ServiceResponse): unknown[] => eventsIn(answer).map(({ uid }) => uid);

async function changes(): Promise<unknown[]> {
  return (await recordedAudit(harness.admin, "appointments")).filter(({ category }) => category === "CHANGE");
}

describe("createCalendarFeed", () => {
  it("tells the address once, keeps a hash of its token, and writes down who made it", async () => {
    const { ownPatient } = world.viewers;
    const { data } = await create(ownPatient, { name: "  My phone ", detail: null });
    const { calendarFeed, url, userErrors } = data.createCalendarFeed;
    expect(userErrors).toEqual([]);
    expect(url).toMatch(/^https:\/\/api\.clinic\.example\/v1\/calendars\/[A-Za-z0-9_-]{43}\.ics$/);
    const feed = {
      ...{ id: calendarFeed.id, kind: "PATIENT", name: "My phone", detail: "MINIMAL" },
      ...{ createdAt: NOW.toISOString(), lastUsedAt: null },
    };
    expect(calendarFeed).toEqual(feed);
    expect((await harness.execute(ownPatient, LIST)).data).toEqual({ calendarFeeds: [feed] });

    const token = /([^/]+)\.ics$/.exec(String(url))?.[1] ?? "";
    const [row] = await harness.admin`select to_jsonb(f) as row from appointments.calendar_feed f`;
    expect(row?.["row"]).toMatchObject({ account_id: ownPatient.accountId, owner_id: world.patientId });
    expect(row?.["row"]).toMatchObject({ token_hash: hashOfCalendarToken(token) });
    expect(JSON.stringify(row)).not.toContain(token);
    const [entry] = await changes();
    expect(entry).toMatchObject({
      ...{ action: "calendar-feed:create", outcome: "SUCCESS", entityType: "CalendarFeed" },
      ...{ entityId: calendarFeed.id, patientId: world.patientId },
      detail: { kind: "PATIENT", ownerId: world.patientId, detail: "MINIMAL" },
    });
    expect(JSON.stringify(await harness.admin`select payload from appointments.outbox`)).not.toMatch(
      new RegExp(`${token}|${hashOfCalendarToken(token)}|My phone`),
    );
  });

  it("makes no two alike", async () => {
    const { ownPatient } = world.viewers;
    const made = [await feedOf(ownPatient), await feedOf(ownPatient)];
    expect(new Set(made.map(({ tokenHash }) => tokenHash)).size).toBe(2);
  });

  it("answers the same feed without its address under the same key, until it is revoked", async () => {
    const { ownPatient } = world.viewers;
    const first = await create(ownPatient, { idempotencyKey: "one" });
    const { id } = first.data.createCalendarFeed.calendarFeed;
    const again = await create(ownPatient, { idempotencyKey: "one" });
    expect(again.data.createCalendarFeed).toEqual({ ...first.data.createCalendarFeed, url: null });
    expect(again.extensions?.["idempotency"]).toBeDefined();
    await harness.execute(ownPatient, REVOKE, { id });
    expect(codeOf(await create(ownPatient, { idempotencyKey: "one" }))).toBe("RESOURCE_NOT_FOUND");
    expect(codeOf(await create(ownPatient, { idempotencyKey: "one", name: "Other" }))).toBe("CONFLICT");
    expect(await harness.admin`select from appointments.calendar_feed`).toHaveLength(1);
    expect(await changes()).toHaveLength(2);
  });

  it("makes ten at most, also when they are asked for at once, and another one once one is revoked", async () => {
    const { ownPatient, otherPatient } = world.viewers;
    const answers = await Promise.all(Array.from({ length: 13 }, () => create(ownPatient)));
    const outcomes = answers.map(({ data }) => data.createCalendarFeed as CreatePayload);
    expect(outcomes.filter(({ calendarFeed }) => calendarFeed !== null)).toHaveLength(10);
    for (const { calendarFeed, url, userErrors } of outcomes) {
      if (calendarFeed !== null) continue;
      expect(url).toBeNull();
      expect(userErrors).toEqual([
        {
          code: "TOO_MANY_CALENDAR_FEEDS",
          message: "You have ten calendar feeds: revoke one first.",
          field: null,
        },
      ]);
    }
    expect((await create(otherPatient)).data.createCalendarFeed.userErrors).toEqual([]);
    const { id } = (await harness.execute(ownPatient, LIST)).data.calendarFeeds[3];
    await harness.execute(ownPatient, REVOKE, { id });
    expect((await create(ownPatient)).data.createCalendarFeed.userErrors).toEqual([]);
  });

  it("forgets what was revoked ninety days ago, of one's own", async () => {
    const { ownPatient, otherPatient } = world.viewers;
    for (const viewer of [ownPatient, otherPatient]) {
      const { id } = await feedOf(viewer);
      await harness.execute(viewer, REVOKE, { id });
    }
    const kept = async (): Promise<number> =>
      (await harness.admin`select from appointments.calendar_feed where revoked_at is not null`).length;
    now = new Date(NOW.getTime() + 90 * 86_400_000);
    await create(ownPatient);
    expect(await kept()).toBe(2);
    now = new Date(now.getTime() + 1);
    await create(ownPatient);
    expect(await kept()).toBe(1);
  });

  it.each([
    ["name", ["", "  ", "x".repeat(101), "a\0b"]],
    ["idempotencyKey", ["", "ä", "x".repeat(256)]],
  ])("refuses a %s that is none, and makes nothing", async (field, values) => {
    for (const value of values)
      expect(codeOf(await create(world.viewers.ownPatient, { [field]: value }))).toBe("VALIDATION_ERROR");
    expect(await harness.admin`select from appointments.calendar_feed`).toHaveLength(0);
  });

  it.each<[ViewerName, string, string]>([
    ["ownPatient", "PATIENT", "made"],
    ["ownPatient", "PRACTITIONER", "NO_OWN_CALENDAR"],
    ["practitioner", "PRACTITIONER", "made"],
    ["practitioner", "PATIENT", "NO_OWN_CALENDAR"],
    ["supportInRegion", "PATIENT", "AUTH_FORBIDDEN"],
    ["admin", "PATIENT", "AUTH_FORBIDDEN"],
    ["admin", "PRACTITIONER", "AUTH_FORBIDDEN"],
    ["analyst", "PATIENT", "AUTH_FORBIDDEN"],
    ["partner", "PATIENT", "AUTH_FORBIDDEN"],
    ["foreignAdmin", "PATIENT", "AUTH_FORBIDDEN"],
  ])("for %s of kind %s: %s", async (name, kind, expected) => {
    const answer = await create(world.viewers[name], { kind });
    const outcome = answer.data?.createCalendarFeed;
    expect(codeOf(answer) ?? outcome.userErrors[0]?.code ?? "made").toBe(expected);
    expect(await harness.admin`select from appointments.calendar_feed`).toHaveLength(
      expected === "made" ? 1 : 0,
    );
  });

  it("is for nobody signed out, in somebody's place, or without the role", async () => {
    const { ownPatient, practitioner } = world.viewers;
    const endsAt = new Date(NOW.getTime() + 60_000).toISOString();
    const impersonator = { accountId: newId(), roles: ["SUPPORT" as const], endsAt };
    const patientId = world.patientId;
    expect(codeOf(await create(ANONYMOUS))).toBe("AUTH_UNAUTHENTICATED");
    for (const document of [CREATE, REVOKE, LIST]) {
      const variables = { input: { kind: "PATIENT", name: "x" }, id: newId() };
      const answer = await harness.execute({ ...ownPatient, impersonator }, document, variables);
      expect(codeOf(answer)).toBe("AUTH_FORBIDDEN");
    }
    const { data } = await create({ ...practitioner, patientId });
    expect(data.createCalendarFeed.userErrors[0].code).toBe("NO_OWN_CALENDAR");
    expect(await harness.admin`select from appointments.calendar_feed`).toHaveLength(0);
  });

  it("gives an app by a feed no more than its token gives it", async () => {
    const needed = ["calendar-feed:change", "calendar-feed:read", "appointment:list", "appointment:read"];
    const app = { ...world.viewers.ownPatient, clientId: "app" };
    for (const missing of needed.filter((scope) => scope !== "calendar-feed:read")) {
      const scopes = needed.filter((scope) => scope !== missing);
      expect(codeOf(await create({ ...app, scopes }))).toBe("AUTH_FORBIDDEN");
    }
    expect((await create({ ...app, scopes: needed })).data.createCalendarFeed.userErrors).toEqual([]);
  });
});

describe("revokeCalendarFeed", () => {
  it("ends the feed at once, and once, and writes it down", async () => {
    const { ownPatient } = world.viewers;
    const { id, tokenHash } = await feedOf(ownPatient);
    const other = await feedOf(ownPatient);
    expect((await fetchFeed(tokenHash)).status).toBe(200);
    const { data } = await harness.execute(ownPatient, REVOKE, { id });
    expect(data.revokeCalendarFeed).toMatchObject({ calendarFeed: { id }, userErrors: [] });
    expect((await fetchFeed(tokenHash)).status).toBe(404);
    expect((await fetchFeed(other.tokenHash)).status).toBe(200);
    const listed = (await harness.execute(ownPatient, LIST)).data.calendarFeeds;
    expect(listed.map((feed: { id: string }) => feed.id)).toEqual([other.id]);
    const refused = {
      calendarFeed: null,
      userErrors: [{ code: "CALENDAR_FEED_NOT_FOUND", field: "input.calendarFeedId" }],
    };
    expect((await harness.execute(ownPatient, REVOKE, { id })).data.revokeCalendarFeed).toEqual(refused);
    expect((await changes()).slice(2)).toMatchObject([{ action: "calendar-feed:revoke", entityId: id }]);
  });

  it("knows nobody else's feed, and none that is missing", async () => {
    const { ownPatient, otherPatient, practitioner } = world.viewers;
    const { id, tokenHash } = await feedOf(ownPatient);
    const sameAccountElsewhere = { ...ownPatient, tenantId: world.foreignTenantId };
    for (const viewer of [otherPatient, practitioner, sameAccountElsewhere]) {
      const { data } = await harness.execute(viewer, REVOKE, { id });
      expect(data.revokeCalendarFeed.userErrors[0].code).toBe("CALENDAR_FEED_NOT_FOUND");
      expect((await harness.execute(viewer, LIST)).data.calendarFeeds).toEqual([]);
    }
    const { data } = await harness.execute(ownPatient, REVOKE, { id: newId() });
    expect(data.revokeCalendarFeed.userErrors[0].code).toBe("CALENDAR_FEED_NOT_FOUND");
    expect((await fetchFeed(tokenHash)).status).toBe(200);
  });
});

describe("a feed", () => {
  const insert = (input: Parameters<typeof insertAppointment>[2]): Promise<string> =>
    insertAppointment(harness.admin, world, { reason: SECRET, notes: SECRET, ...input });

  it("of a patient has the patient's appointments with whomever, and nothing of anybody else", async () => {
    const { patientId, otherPatientId, otherPractitionerId, roomIds } = world;
    const first = await insert({ startsAt: "2026-03-10T08:00:00Z" });
    const second = await insert({ startsAt: "2026-03-11T08:00:00Z", practitionerId: otherPractitionerId });
    await insert({
      startsAt: "2026-03-10T08:00:00Z",
      ...{ patientId: otherPatientId, roomId: roomIds[1] },
      practitionerId: otherPractitionerId,
    });
    const { tokenHash } = await feedOf(world.viewers.ownPatient);
    const answer = await fetchFeed(tokenHash);
    expect(answer.headers).toMatchObject({ "content-type": "text/calendar; charset=utf-8" });
    expect(eventsIn(answer)).toEqual([
      { uid: first, summary: "Appointment", status: "CONFIRMED" },
      { uid: second, summary: "Appointment", status: "CONFIRMED" },
    ]);
    expect(answer.body).not.toMatch(
      new RegExp(`${SECRET}|Check|${patientId}|${otherPatientId}|${otherPractitionerId}`),
    );
  });

  it("of a practitioner has the appointments with the practitioner, and tells no patient", async () => {
    const { patientId, otherPatientId, otherPractitionerId, practitionerId } = world;
    const first = await insert({ startsAt: "2026-03-10T08:00:00Z" });
    const second = await insert({ startsAt: "2026-03-11T08:00:00Z", patientId: otherPatientId });
    await insert({ startsAt: "2026-03-12T08:00:00Z", practitionerId: otherPractitionerId });
    const { practitioner } = world.viewers;
    const { tokenHash } = await feedOf(practitioner, { kind: "PRACTITIONER", detail: "SERVICE" });
    const answer = await fetchFeed(tokenHash);
    expect(eventsIn(answer)).toEqual([
      { uid: first, summary: "Check", status: "CONFIRMED" },
      { uid: second, summary: "Check", status: "CONFIRMED" },
    ]);
    expect(answer.body).not.toMatch(new RegExp(`${SECRET}|${patientId}|${otherPatientId}|${practitionerId}`));
  });

  it("of an account that may do more has no more", async () => {
    const { tenantId, patientId, practitionerId, otherPatientId } = world;
    const both = viewerOf({ tenantId, roles: ["USER", "PRACTITIONER", "ADMIN"], patientId, practitionerId });
    await know(both);
    const own = await insert({ startsAt: "2026-03-10T08:00:00Z", practitionerId: world.otherPractitionerId });
    const treated = await insert({ startsAt: "2026-03-11T08:00:00Z", patientId: otherPatientId });
    await insert({
      startsAt: "2026-03-12T08:00:00Z",
      patientId: otherPatientId,
      practitionerId: world.otherPractitionerId,
    });
    expect(idsIn(await fetchFeed((await feedOf(both)).tokenHash))).toEqual([own]);
    const { tokenHash } = await feedOf(both, { kind: "PRACTITIONER" });
    expect(idsIn(await fetchFeed(tokenHash))).toEqual([treated]);
    const reads = (await recordedAudit(harness.admin, "appointments")).filter(
      ({ category }) => category === "READ",
    );
    expect(reads).toMatchObject([
      { action: "appointment:list", agent: { roles: ["USER"] } },
      { action: "practitioner:appointment:list", agent: { roles: ["PRACTITIONER"] }, patientId: null },
    ]);
  });

  it("shows a cancelled appointment as such for thirty days", async () => {
    const { ownPatient } = world.viewers;
    const id = await insert({ startsAt: "2026-04-30T08:00:00Z" });
    const { tokenHash } = await feedOf(ownPatient);
    const before = await fetchFeed(tokenHash);
    const cancel = `mutation { cancelAppointment(input: { appointmentId: "${id}" }) { userErrors { code } } }`;
    expect((await harness.execute(ownPatient, cancel)).data.cancelAppointment.userErrors).toEqual([]);
    const after = await fetchFeed(tokenHash);
    expect(eventsIn(before)).toMatchObject([{ uid: id, status: "CONFIRMED" }]);
    expect(eventsIn(after)).toMatchObject([{ uid: id, status: "CANCELLED" }]);
    expect([before, after].map(({ body }) => /SEQUENCE:(\d)/.exec(body)?.[1])).toEqual(["0", "1"]);
    expect(before.headers["etag"]).not.toBe(after.headers["etag"]);
    now = new Date(NOW.getTime() + 30 * 86_400_000);
    expect(eventsIn(await fetchFeed(tokenHash))).toHaveLength(1);
    now = new Date(now.getTime() + 1);
    expect(eventsIn(await fetchFeed(tokenHash))).toHaveLength(0);
  });

  it("has what starts from thirty days ago until a year ahead", async () => {
    const inside = [
      await insert({ startsAt: "2026-02-07T06:00:00Z" }),
      await insert({ startsAt: "2027-03-09T05:59:59Z" }),
    ];
    await insert({ startsAt: "2026-02-07T05:29:59Z", roomId: world.roomIds[1] });
    await insert({ startsAt: "2027-03-09T06:30:00Z" });
    expect(idsIn(await fetchFeed((await feedOf(world.viewers.ownPatient)).tokenHash))).toEqual(inside);
  });

  it("is the same, tag and all, until something changes, and remembers the hour of its last fetch", async () => {
    await insert({ startsAt: "2026-03-10T08:00:00Z" });
    const { ownPatient } = world.viewers;
    const { tokenHash } = await feedOf(ownPatient);
    const usedAt = async (): Promise<unknown> =>
      (await harness.execute(ownPatient, LIST)).data.calendarFeeds[0].lastUsedAt;
    now = new Date("2026-03-09T06:59:59.999Z");
    const first = await fetchFeed(tokenHash);
    expect(await usedAt()).toBe("2026-03-09T06:00:00.000Z");
    now = new Date("2026-03-09T07:00:00.000Z");
    const second = await fetchFeed(tokenHash);
    expect(await usedAt()).toBe("2026-03-09T07:00:00.000Z");
    expect(second).toEqual(first);
    expect(first.headers["etag"]).toMatch(/^"[A-Za-z0-9_-]{43}"$/);
  });

  it("is read by one entry of the audit log, however many appointments it has", async () => {
    for (const day of [10, 11, 12]) await insert({ startsAt: `2026-03-${String(day)}T08:00:00Z` });
    const { id, tokenHash } = await feedOf(world.viewers.ownPatient);
    await harness.admin`truncate appointments.outbox`;
    await fetchFeed(tokenHash);
    const { accountId } = world.viewers.ownPatient;
    expect(await recordedAudit(harness.admin, "appointments")).toMatchObject([
      {
        ...{ category: "READ", action: "appointment:list", outcome: "SUCCESS", fields: ["appointments"] },
        ...{ entityType: "CalendarFeed", entityId: id, patientId: world.patientId },
        agent: { kind: "ACCOUNT", accountId, roles: ["USER"] },
      },
    ]);
  });

  it("takes the same statements for one appointment and for a hundred, and tells no more than a thousand", async () => {
    const { tenantId, clinicId, checkId, roomIds, practitionerId, patientId } = world;
    const fill = async (many: number): Promise<void> => {
      await harness.admin`insert into appointments.appointment (id, tenant_id, clinic_id, service_type_id, room_id,
          practitioner_id, patient_id, region, status, starts_at, ends_at)
        select gen_random_uuid(), ${tenantId}, ${clinicId}, ${checkId}, ${roomIds[0]}, ${practitionerId}, ${patientId},
          'eu-central', 'BOOKED', ${NOW}::timestamptz + make_interval(hours => n), ${NOW}::timestamptz + make_interval(hours => n, mins => 30)
        from generate_series(1, ${many}) as n`;
    };
    const { tokenHash } = await feedOf(world.viewers.ownPatient);
    await fetchFeed(tokenHash);
    const counts: [number, number][] = [];
    for (const many of [1, 99, 1_000]) {
      await fill(many);
      harness.statements.clear();
      const events = eventsIn(await fetchFeed(tokenHash));
      counts.push([events.length, harness.statements.list.length]);
    }
    expect(counts).toEqual([
      [1, 9],
      [100, 9],
      [1_000, 9],
    ]);
  });
});

describe("a feed is not there", () => {
  const REFUSED = { status: 404, code: "RESOURCE_NOT_FOUND" };

  async function outcomeOf(tokenHash: string): Promise<{ status: number; code: unknown; body: string }> {
    const { status, body } = await fetchFeed(tokenHash);
    const code = status === 200 ? undefined : JSON.parse(body).errors[0].extensions.code;
    return { status, code, body: body.replace(/"correlationId":"[^"]+"/, "") };
  }

  it.each<[string, (viewer: Viewer) => Promise<unknown>]>([
    ["was disabled", (viewer) => know(viewer, { is_disabled: true })],
    ["lost the role", (viewer) => know(viewer, { roles: ["SUPPORT"] })],
    ["has another role only", (viewer) => know(viewer, { roles: ["PRACTITIONER", "ADMIN"] })],
    ["is another patient now", (viewer) => know(viewer, { patient_id: newId() })],
    ["is no patient any more", (viewer) => know(viewer, { patient_id: null })],
    ["is of another tenant now", (viewer) => know(viewer, { tenant_id: newId() })],
    [
      "is not known",
      (viewer) => harness.admin`delete from appointments.known_actor where id = ${viewer.accountId}`,
    ],
    ["revoked it", () => harness.admin`update appointments.calendar_feed set revoked_at = now()`],
  ])("when its owner %s: exactly as one that never was, by the same statements", async (why, change) => {
    const { ownPatient } = world.viewers;
    await insertAppointment(harness.admin, world, { startsAt: "2026-03-10T08:00:00Z" });
    const { tokenHash } = await feedOf(ownPatient);
    expect((await fetchFeed(tokenHash)).status).toBe(200);
    await change(ownPatient);
    await harness.admin`truncate appointments.outbox`;
    harness.statements.clear();
    const gone = await outcomeOf(tokenHash);
    const statements = [...harness.statements.list];
    harness.statements.clear();
    const never = await outcomeOf(hashOfCalendarToken("never"));
    expect(gone).toMatchObject(REFUSED);
    expect(gone).toEqual(never);
    expect(statements).toEqual(harness.statements.list);
    expect(statements).toHaveLength(4);
    expect(await harness.admin`select from appointments.outbox`).toHaveLength(0);
    await know(ownPatient);
    expect((await fetchFeed(tokenHash)).status).toBe(why === "revoked it" ? 404 : 200);
  });

  it("of a practitioner who lost the role", async () => {
    const { practitioner } = world.viewers;
    const { tokenHash } = await feedOf(practitioner, { kind: "PRACTITIONER" });
    expect((await fetchFeed(tokenHash)).status).toBe(200);
    await know(practitioner, { roles: ["USER"], patient_id: practitioner.practitionerId });
    expect(await outcomeOf(tokenHash)).toMatchObject(REFUSED);
  });

  it("for anybody but the router", async () => {
    const { ownPatient, admin } = world.viewers;
    const { tokenHash } = await feedOf(ownPatient);
    for (const viewer of [
      ANONYMOUS,
      ownPatient,
      admin,
      systemViewer("appointments-consumer", world.tenantId),
    ])
      expect((await fetchFeed(tokenHash, viewer)).status).toBe(403);
  });

  it.each([
    "{}",
    `{"tokenHash":"short"}`,
    `{"tokenHash":7}`,
    "no json",
    `{"tokenHash":"${"x".repeat(43)}","more":1}`,
  ])("asked for with %s", async (body) => {
    expect((await harness.post(ROUTER, PATH, body)).status).toBe(400);
  });
});
