import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as tables from "#drizzle/platform/schema.ts";
import { systemViewer } from "#shared/auth/service-accounts.ts";
import { openDatabase, type Database, type Tx } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { viewerSettings } from "#shared/db/viewer-settings.ts";
import { createInboxConsumer } from "#shared/messaging/inbox-consumer.ts";
import type { Delivery } from "#shared/messaging/message.ts";
import type { MessageType } from "#shared/messaging/contracts.ts";
import { captureLog } from "#shared/testing/captured-log.ts";
import { createTestDatabase, type TestDatabase } from "#shared/testing/test-database.ts";
import { systemClock } from "#shared/time/clock.ts";
import { onMessages } from "./change-consumer.ts";
import { ChangeFeed } from "./change-feed.ts";
import { createChangeHousekeeping } from "./change-housekeeping.ts";
import { ChangeRepository, type Change, type NewChange } from "./change-repository.ts";
import { MOST_MISSED, NOTHING_YET, openChangeSource, type ChangeSource } from "./change-source.ts";
import type { StreamSubject } from "./stream-subject.ts";

const [TENANT, PATIENT, PRACTITIONER, OTHER] = [newId(), newId(), newId(), newId()];
const OF_PATIENT: StreamSubject = { kind: "PATIENT", id: PATIENT, tenantId: TENANT };
const OF_PRACTITIONER: StreamSubject = { kind: "PRACTITIONER", id: PRACTITIONER, tenantId: TENANT };
const { logger } = captureLog();

let testDatabase: TestDatabase;
let admin: postgres.Sql;
let database: Database;
let source: ChangeSource;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  admin = postgres(testDatabase.adminUrl, { max: 2, onnotice: () => undefined });
  database = openDatabase({
    ...{ url: testDatabase.urlFor("platform_app"), maxConnections: 4, applicationName: "test-changes" },
  });
  source = openChangeSource(database);
});
afterAll(async () => {
  await database.close();
  await admin.end();
  await testDatabase.drop();
});
beforeEach(async () => {
  await admin`truncate platform.change, platform.inbox, platform.parked_message`;
});

function delivery(type: MessageType, payload: object = {}): Delivery {
  const appointmentId = newId();
  const event = { appointmentId, patientId: PATIENT, practitionerId: PRACTITIONER, clinicId: newId() };
  const times = { startsAt: "2026-03-02T09:00:00.000Z", endsAt: "2026-03-02T09:30:00.000Z", version: 1 };
  return {
    ...{ id: newId(), type, tenantId: TENANT, aggregateId: appointmentId, sequence: 1, attempt: 1 },
    payload: { ...event, ...times, ...payload },
    ...{ correlationId: "request-0123456789", traceparent: `00-${"1".repeat(32)}-${"2".repeat(16)}-01` },
  };
}

const consume = (...deliveries: readonly Delivery[]) =>
  createInboxConsumer({
    ...{ consumer: "platform", database, tables, effect: onMessages, clock: systemClock, logger },
  })(deliveries);

function changeOf(values: Partial<NewChange> = {}): NewChange {
  return {
    ...{ id: randomUUID(), tenantId: TENANT, type: "Appointment", entityId: newId(), version: 1 },
    ...{ patientId: PATIENT, practitionerIds: [PRACTITIONER], ...values },
  };
}

/** In a transaction of the consumer. */
const asConsumer = <T>(work: (tx: Tx) => Promise<T>, tenantId = TENANT): Promise<T> =>
  database.transaction(work, () => viewerSettings(systemViewer("platform-consumer", tenantId), 10_000));
const write = (...changes: readonly NewChange[]): Promise<void> =>
  asConsumer((tx) => new ChangeRepository(tx).insert(changes), changes[0]?.tenantId);

const idsOf = (changes: readonly Pick<Change, "id">[]): string[] => changes.map(({ id }) => id);

describe("the consumer of appointments' events", () => {
  it("keeps whose appointment has changed, and whose it was, each once however often it is told", async () => {
    const moved = delivery("appointment.rescheduled.v1", { previousPractitionerId: OTHER, version: 2 });
    const booked = delivery("appointment.booked.v1");
    expect(await consume(booked, moved)).toEqual(["done", "done"]);
    expect(await consume(moved)).toEqual(["done"]);
    const changes = await source.after(0, 10);
    expect(changes.map(({ id: _id, position: _position, ...change }) => change)).toEqual([
      {
        ...{ tenantId: TENANT, type: "Appointment", entityId: booked.aggregateId, version: 1 },
        ...{ patientId: PATIENT, practitionerIds: [PRACTITIONER] },
      },
      {
        ...{ tenantId: TENANT, type: "Appointment", entityId: moved.aggregateId, version: 2 },
        ...{ patientId: PATIENT, practitionerIds: [PRACTITIONER, OTHER] },
      },
    ]);
  });

  it("keeps that somebody who waits has an offer, for the patient alone", async () => {
    const entryId = newId();
    const offered = delivery("appointment.waitlist-offered.v1");
    const ids = {
      clinicId: newId(),
      serviceTypeId: newId(),
      practitionerId: PRACTITIONER,
      patientId: PATIENT,
    };
    const times = { startsAt: "2026-03-10T08:00:00.000Z", endsAt: "2026-03-10T08:30:00.000Z" };
    const payload = {
      ...{ ...ids, ...times, waitlistEntryId: entryId, waitlistOfferId: newId(), version: 2 },
      expiresAt: "2026-03-10T07:00:00.000Z",
    };
    expect(await consume({ ...offered, payload })).toEqual(["done"]);
    expect((await source.after(0, 10)).map(({ id: _id, position: _position, ...change }) => change)).toEqual([
      {
        ...{ tenantId: TENANT, type: "WaitlistEntry", entityId: entryId, version: 2 },
        ...{ patientId: PATIENT, practitionerIds: [] },
      },
    ]);
  });

  it("passes over what tells of no appointment, and parks nothing for that", async () => {
    const stranger = { ...delivery("patient.registered.v1"), payload: { patientId: PATIENT, region: "eu" } };
    expect(await consume(stranger)).toEqual(["done"]);
    expect(await source.after(0, 10)).toEqual([]);
    const [row] = await admin`select count(*)::int as parked from platform.parked_message`;
    expect(row).toEqual({ parked: 0 });
  });
});

describe("changes", () => {
  it("become visible in the order of their positions: who writes meanwhile waits until the other has ended", async () => {
    const [slow, quick] = [changeOf(), changeOf()];
    const hasWritten = Promise.withResolvers<undefined>();
    const mayCommit = Promise.withResolvers<undefined>();
    const first = asConsumer(async (tx) => {
      await new ChangeRepository(tx).insert([slow]);
      hasWritten.resolve(undefined);
      await mayCommit.promise;
    });
    await hasWritten.promise;
    let isQuickDone = false;
    const second = write(quick).then(() => (isQuickDone = true));
    await pause(100);
    // Were it visible already, a reader would go on behind it and never see the other.
    expect([isQuickDone, await source.after(0, 10)]).toEqual([false, []]);
    mayCommit.resolve(undefined);
    await Promise.all([first, second]);
    expect(idsOf(await source.after(0, 10))).toEqual([slow.id, quick.id]);
  });

  it("are heard of by every router that follows, once", async () => {
    const heard: string[][] = [[], []];
    const feeds = heard.map(
      (ids) => new ChangeFeed({ source, logger, onChanges: (changes) => void ids.push(...idsOf(changes)) }),
    );
    const before = changeOf();
    await write(before);
    for (const feed of feeds) {
      await feed.step();
      feed.start();
    }
    const changes = [changeOf(), changeOf()];
    for (const change of changes) await write(change);
    await expect.poll(() => heard, { timeout: 1_500 }).toEqual([idsOf(changes), idsOf(changes)]);
    await Promise.all(feeds.map((feed) => feed.stop()));
  });

  it("are listened to again after the database was away", async () => {
    const ids: string[] = [];
    const lost = openDatabase({
      ...{ url: testDatabase.urlFor("platform_app"), maxConnections: 1, applicationName: "test-lost" },
    });
    let isAway = true;
    const real = openChangeSource(lost);
    const feed = new ChangeFeed({
      logger,
      source: {
        ...real,
        listen: (onNews) => (isAway ? Promise.reject(new Error("away")) : real.listen(onNews)),
      },
      onChanges: (changes) => void ids.push(...idsOf(changes)),
    });
    await expect(feed.step()).rejects.toThrow("away");
    expect(feed.hasBegun).toBe(false);
    isAway = false;
    feed.start();
    await expect.poll(() => feed.hasBegun).toBe(true);
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test-lost'`;
    const change = changeOf();
    await write(change);
    await expect.poll(() => ids, { timeout: 5_000 }).toEqual([change.id]);
    await feed.stop();
    await lost.close();
  });

  it("are written by the consumer only, and for its tenant", async () => {
    const denied = { cause: { code: "42501" } };
    const insert = (tx: Tx): Promise<void> => new ChangeRepository(tx).insert([changeOf()]);
    await expect(asConsumer(insert, OTHER)).rejects.toMatchObject(denied);
    const router = viewerSettings(systemViewer("router", TENANT), 1_000);
    await expect(database.transaction(insert, () => router)).rejects.toMatchObject(denied);
  });
});

describe("resuming", () => {
  it("begins now without an id, and after the last change with it", async () => {
    expect(await source.resume(OF_PATIENT, undefined)).toEqual({
      ...{ missed: [], isReset: false, cursor: NOTHING_YET, position: 0 },
    });
    const change = changeOf();
    await write(change);
    const [{ position } = { position: 0 }] = await source.after(0, 1);
    const now = { missed: [], isReset: false, cursor: change.id, position };
    expect(await source.resume(OF_PATIENT, undefined)).toEqual(now);
    expect(await source.resume(OF_PATIENT, change.id)).toEqual(now);
  });

  it("tells what concerns the subject and came after, in order", async () => {
    const [seen, mine, anothers, lost, last] = [
      changeOf(),
      changeOf(),
      changeOf({ patientId: OTHER }),
      changeOf({ practitionerIds: [OTHER, PRACTITIONER] }),
      changeOf({ patientId: OTHER, practitionerIds: [OTHER] }),
    ];
    await write(seen, mine, anothers, lost, last);
    await write(changeOf({ tenantId: OTHER }));
    const ofPatient = await source.resume(OF_PATIENT, seen.id);
    expect([idsOf(ofPatient.missed), ofPatient.cursor]).toEqual([[mine.id, lost.id], last.id]);
    const ofPractitioner = await source.resume(OF_PRACTITIONER, seen.id);
    expect(idsOf(ofPractitioner.missed)).toEqual([mine.id, anothers.id, lost.id]);
  });

  it.each([
    "",
    "garbage",
    "'; drop table platform.change; --",
    "0".repeat(10_000),
    NOTHING_YET,
    randomUUID(),
  ])("from what is no change of the tenant is a reset (%#)", async (lastEventId) => {
    const change = changeOf();
    await write(change);
    const { isReset, missed, cursor } = await source.resume(OF_PATIENT, lastEventId);
    expect([isReset, missed, cursor]).toEqual([true, [], change.id]);
  });

  it("from another tenant's change is a reset, too", async () => {
    const [own, foreign] = [changeOf(), changeOf({ tenantId: OTHER })];
    await write(own);
    await write(foreign);
    expect(await source.resume(OF_PATIENT, foreign.id)).toMatchObject({ isReset: true, cursor: own.id });
  });

  it("is a reset for who has missed more than can be told", async () => {
    const seen = changeOf();
    const missed = Array.from({ length: MOST_MISSED }, () => changeOf());
    await write(seen, ...missed);
    expect((await source.resume(OF_PATIENT, seen.id)).missed).toHaveLength(MOST_MISSED);
    const last = changeOf();
    await write(last);
    expect(await source.resume(OF_PATIENT, seen.id)).toMatchObject({
      ...{ isReset: true, missed: [], cursor: last.id },
    });
  });
});

describe("housekeeping", () => {
  it("removes what is past its hour, from the front, and leaves each tenant the last one", async () => {
    const [old, oldButLater, young, last, lastOfOther] = [
      changeOf(),
      changeOf(),
      changeOf(),
      changeOf(),
      changeOf({ tenantId: OTHER }),
    ];
    await write(lastOfOther);
    await write(old, young, oldButLater, last);
    await admin`update platform.change set created_at = now() - interval '61 minutes'
      where id in ${admin([old.id, oldButLater.id, lastOfOther.id])}`;
    const housekeeping = createChangeHousekeeping(database, logger);
    housekeeping.start();
    const kept = async (): Promise<string[]> => idsOf(await source.after(0, 10));
    // What stands behind a young one stays: who knows that one has missed nothing.
    await expect.poll(kept).toEqual([lastOfOther.id, young.id, oldButLater.id, last.id]);
    await housekeeping.stop();
    expect(await source.resume(OF_PATIENT, old.id)).toMatchObject({ isReset: true });
    expect(await source.resume(OF_PATIENT, young.id)).toMatchObject({ isReset: false });
  });

  it("may remove nothing sooner", async () => {
    await write(changeOf());
    const [row] = await admin.begin(async (tx) => {
      await tx`set local role platform_system`;
      return tx`with gone as (delete from platform.change returning 1) select count(*)::int as gone from gone`;
    });
    expect(row).toEqual({ gone: 0 });
  });
});
