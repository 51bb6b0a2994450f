import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "#shared/db/database.ts";
import { newId } from "#shared/db/ids.ts";
import { workOnImports } from "../services/import-work.ts";
import { removeOldImports } from "../services/timer.ts";
import {
  HEADER,
  bookAt,
  clearScene,
  client,
  database,
  harness,
  importFile,
  logger,
  row,
  rowsOf,
  startScene,
  stopScene,
  tables,
  untilSomebodyWaits,
  whileLocked,
  work,
  workUntil,
  world,
} from "./import-scene.ts";
import { insertAppointment, insertPatient, insertSchedules, NOW, payloadsOf } from "./world.ts";

beforeAll(startScene);
afterAll(stopScene);
beforeEach(clearScene);

describe("an import", () => {
  it("that is tried writes nothing, and is checked anew when it is applied", async () => {
    const { admin } = world.viewers;
    const tried = await importFile(HEADER + row({ ref: "A-1" }), { isDryRun: true });
    expect(tried).toMatchObject({ status: "CHECKED", counts: { OK: 1 } });
    expect([await rowsOf("appointment"), await rowsOf("allocation")]).toEqual([0, 0]);
    expect(await bookAt("2026-03-10T09:00:00Z")).toBe("BOOKED");
    expect((await client.call(admin, "apply", { id: tried.id })).body).toMatchObject({ status: "CHECKING" });
    await work();
    expect(await client.shown(admin, tried.id)).toMatchObject({
      status: "REJECTED",
      counts: { PRACTITIONER_TAKEN: 1 },
    });
    expect(await rowsOf("imported_appointment")).toBe(0);
    expect((await client.call(admin, "apply", { id: tried.id })).status).toBe(409);
  });

  it("that was tried and is wrong cannot be applied", async () => {
    const tried = await importFile(HEADER + row({ status: "X" }), { isDryRun: true });
    expect(tried).toMatchObject({ status: "CHECKED", rows: { refused: 1 } });
    const { status, body } = await client.call(world.viewers.admin, "apply", { id: tried.id });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([409, "CONFLICT"]);
  });

  it("meets a booking that is made between its check and its writing: nothing of it is written, and the row is named", async () => {
    const id = await client.send(
      world.viewers.admin,
      "APPOINTMENTS",
      `${HEADER}${row({ at: "2026-03-11T10:00" })}\n${row({ ref: "B" })}`,
    );
    await workUntil(id, "APPLYING");
    expect(await bookAt("2026-03-10T09:00:00Z")).toBe("BOOKED");
    await workUntil(id, "REJECTED");
    expect(await client.report(world.viewers.admin, id)).toEqual(["2 OK", "3 REFUSED PRACTITIONER_TAKEN"]);
    expect([await rowsOf("appointment"), await rowsOf("imported_appointment")]).toEqual([1, 0]);
    const told = await payloadsOf(harness.admin, "appointment.booked.v1");
    expect(told).toHaveLength(1);
  });

  it("takes another room when the one it was given is taken meanwhile", async () => {
    const id = await client.send(world.viewers.admin, "APPOINTMENTS", HEADER + row({ ref: "A" }));
    await workUntil(id, "APPLYING");
    const [given] = await harness.admin<
      { room: string }[]
    >`select room_id as room from appointments.import_row`;
    await insertAppointment(harness.admin, world, {
      ...{
        startsAt: "2026-03-10T09:00:00Z",
        patientId: world.otherPatientId,
        practitionerId: world.otherPractitionerId,
      },
      roomId: given?.room ?? "",
    });
    await workUntil(id, "APPLIED");
    const rooms = await harness.admin`select distinct room_id from appointments.appointment`;
    expect(rooms).toHaveLength(2);
  });

  it("keeps others from booking with its practitioners while it takes what it needs, and they see what it has taken", async () => {
    const id = await client.send(world.viewers.admin, "APPOINTMENTS", HEADER + row());
    await workUntil(id, "APPLYING");
    const outcomes: Promise<unknown>[] = [];
    await whileLocked("allocation", async () => {
      outcomes.push(workOnImports({ database, tables, clock: () => NOW, logger }));
      await untilSomebodyWaits(1);
      outcomes.push(bookAt("2026-03-10T09:00:00Z"));
      await untilSomebodyWaits(2);
    });
    expect(await Promise.all(outcomes)).toEqual([true, "SLOT_TAKEN"]);
    expect(await client.shown(world.viewers.admin, id)).toMatchObject({ status: "APPLIED" });
    expect(await rowsOf("appointment")).toBe(1);
  });

  it("is written as a whole when the process that was at it is killed, by the next one, and once", async () => {
    const rows = Array.from({ length: 6 }, (_, index) =>
      row({ at: `2025-03-1${String(index)}T10:00`, status: "FULFILLED" }),
    );
    const id = await client.send(
      world.viewers.admin,
      "APPOINTMENTS",
      `${HEADER}${[...rows, row()].join("\n")}`,
    );
    await workUntil(id, "APPLYING");
    await whileLocked("outbox", async () => {
      const killed = workOnImports({ database, tables, clock: () => NOW, logger }).catch(() => "KILLED");
      await untilSomebodyWaits(1);
      expect(await rowsOf("imported_appointment")).toBe(0);
      await harness.admin`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'imports-test' and wait_event_type = 'Lock'`;
      await killed;
    });
    expect([await rowsOf("appointment"), (await client.shown(world.viewers.admin, id)).status]).toEqual([
      0,
      "APPLYING",
    ]);
    await work();
    expect(await client.shown(world.viewers.admin, id)).toMatchObject({
      status: "APPLIED",
      rows: { applied: 7 },
    });
    expect([await rowsOf("appointment"), await rowsOf("imported_appointment")]).toEqual([7, 7]);
  });

  it("stops when its process is to end, and goes on afterwards", async () => {
    const id = await client.send(world.viewers.admin, "APPOINTMENTS", HEADER + row());
    await workUntil(id, "APPLYING");
    const stopping = new AbortController();
    await whileLocked("outbox", async () => {
      const stopped = workOnImports({ database, tables, clock: () => NOW, logger }, stopping.signal);
      await untilSomebodyWaits(1);
      stopping.abort();
      expect(await stopped).toBe(false);
    });
    const [job] = await harness.admin`select status, attempts from appointments.import_job`;
    expect(job).toEqual({ status: "APPLYING", attempts: 0 });
    await workUntil(id, "APPLIED");
  });

  it("that is removed while it is written writes nothing", async () => {
    const id = await client.send(world.viewers.admin, "APPOINTMENTS", HEADER + row());
    await workUntil(id, "APPLYING");
    await whileLocked("outbox", async () => {
      const applying = workOnImports({ database, tables, clock: () => NOW, logger });
      await untilSomebodyWaits(1);
      // As `remove` does, but for its entry in the outbox that is locked here.
      await harness.admin`update appointments.import_job set status = 'REMOVED' where id = ${id}`;
      void applying;
    });
    await work();
    expect(await rowsOf("appointment")).toBe(0);
    await removeOldImports({ database });
    expect([await rowsOf("import_job"), await rowsOf("import_row")]).toEqual([0, 0]);
    expect((await client.call(world.viewers.admin, "find", { id })).status).toBe(404);
  });

  it("is worked on by one process at a time, however many there are", async () => {
    const rows = Array.from({ length: 30 }, (_, index) =>
      row({ at: `2025-03-10T${String(index % 24).padStart(2, "0")}:00`, status: "NOSHOW" }),
    );
    const id = await client.send(world.viewers.admin, "APPOINTMENTS", HEADER + rows.join("\n"), {
      partBytes: 700,
    });
    const other = openDatabase({
      url: harness.database.urlFor("appointments_app"),
      maxConnections: 3,
      applicationName: "imports-other",
    });
    for (let round = 0; round < 12; round += 1)
      await Promise.all(
        [database, other].map((one) => workOnImports({ database: one, tables, clock: () => NOW, logger })),
      );
    await other.close();
    expect(await client.shown(world.viewers.admin, id)).toMatchObject({
      status: "APPLIED",
      rows: { read: 30, applied: 30 },
    });
    expect([await rowsOf("appointment"), await rowsOf("import_part")]).toEqual([30, 0]);
  });

  it("is left alone by whoever finds another process at it, and waited for by nobody", async () => {
    const id = await client.send(world.viewers.admin, "APPOINTMENTS", HEADER + row());
    await workUntil(id, "APPLYING");
    const options = { database, tables, clock: () => NOW, logger };
    await whileLocked("outbox", async () => {
      const applying = workOnImports(options);
      await untilSomebodyWaits(1);
      const other = workOnImports(options);
      expect(await Promise.race([other, sleep(1_000, "WAITS")])).toBe(false);
      void applying;
    });
    await workUntil(id, "APPLIED");
  });

  it("that cannot be written for a reason that nobody knows is given up after some attempts", async () => {
    const id = await client.send(world.viewers.admin, "APPOINTMENTS", HEADER + row());
    await harness.admin.unsafe(`
      create function appointments.refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger refuse before insert on appointments.imported_appointment for each row execute function appointments.refuse()`);
    for (let attempt = 0; attempt < 20; attempt += 1)
      await workOnImports({ database, tables, clock: () => NOW, logger });
    await harness.admin.unsafe(
      "drop trigger refuse on appointments.imported_appointment; drop function appointments.refuse()",
    );
    expect((await client.shown(world.viewers.admin, id)).status).toBe("FAILED");
    expect([await rowsOf("appointment"), await rowsOf("imported_appointment")]).toEqual([0, 0]);
  });

  it("gives rooms and devices that its service needs, as a booking does", async () => {
    const ecg = newId();
    await harness.admin`insert into appointments.device (id, tenant_id, clinic_id, name, kind)
      values (${ecg}, ${world.tenantId}, ${world.clinicId}, 'ECG 1', 'ECG')`;
    await harness.admin`update appointments.service_type set device_kinds = '{ECG}' where id = ${world.surgeryId}`;
    const two = `${row({ service: "Surgery" })}\n${row({ service: "Surgery", practitioner: world.otherPractitionerId, patient: world.otherPatientId })}`;
    const done = await importFile(HEADER + two);
    expect(await client.report(world.viewers.admin, done.id)).toEqual(["2 OK", "3 REFUSED NO_DEVICE_FREE"]);
    const one = await importFile(HEADER + row({ service: "Surgery" }));
    expect(one.status).toBe("APPLIED");
    const taken =
      await harness.admin`select resource_kind as kind, busy_from as "from", busy_until as until from appointments.allocation order by 1`;
    const shown = taken.map(
      ({ kind, from, until }) =>
        `${String(kind)} ${from.toISOString().slice(11, 16)} ${until.toISOString().slice(11, 16)}`,
    );
    expect(shown).toEqual([
      "DEVICE 08:45 09:45",
      "PATIENT 09:00 09:30",
      "PRACTITIONER 08:45 09:45",
      "ROOM 08:45 09:45",
    ]);
    const ids = await harness.admin`select id from appointments.allocation`;
    // As the application makes them: of version 7.
    for (const { id } of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    await harness.admin`update appointments.service_type set device_kinds = '{}' where id = ${world.surgeryId}`;
    await harness.admin`truncate appointments.device`;
  });

  it("knows more rooms than are free at one time", async () => {
    const others = [world.patientId, world.otherPatientId];
    const third = newId();
    await insertPatient(harness.admin, { id: third, tenantId: world.tenantId, region: "eu-central" });
    const someone = newId();
    await insertSchedules(harness.admin, {
      tenantId: world.tenantId,
      clinicId: world.clinicId,
      practitionerId: someone,
    });
    const who = [world.practitionerId, world.otherPractitionerId, someone];
    const rows = [...others, third].map((patient, index) => row({ patient, practitioner: who[index] ?? "" }));
    const done = await importFile(HEADER + rows.join("\n"));
    expect(await client.report(world.viewers.admin, done.id)).toEqual([
      "2 OK",
      "3 OK",
      "4 REFUSED NO_ROOM_FREE",
    ]);
    await harness.admin`delete from appointments.schedule where practitioner_id = ${someone}`;
    await harness.admin`delete from appointments.known_practitioner where id = ${someone}`;
  });

  it("waits for nobody who held a time and let it pass, and not for a hold that stands", async () => {
    const HOLD =
      "mutation ($input: HoldSlotInput!) { holdSlot(input: $input) { hold { id } userErrors { code } } }";
    const { clinicId, checkId: serviceTypeId, practitionerId, otherPatientId: patientId } = world;
    const input = { clinicId, serviceTypeId, practitionerId, patientId, startsAt: "2026-03-10T09:00:00Z" };
    const held = await harness.execute(world.viewers.admin, HOLD, { input });
    expect(held.data.holdSlot.userErrors).toEqual([]);
    expect(await importFile(HEADER + row())).toMatchObject({
      status: "REJECTED",
      counts: { PRACTITIONER_TAKEN: 1 },
    });
    await harness.admin`update appointments.slot_hold set expires_at = now() - interval '1 second'`;
    await harness.admin`update appointments.allocation set expires_at = now() - interval '1 second'`;
    expect(await importFile(HEADER + row())).toMatchObject({ status: "APPLIED" });
  });
});
