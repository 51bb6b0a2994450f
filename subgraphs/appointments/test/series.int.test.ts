import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Viewer } from "#shared/auth/viewer.ts";
import { newId } from "#shared/db/ids.ts";
import { startSubgraph, type GraphqlAnswer, type SubgraphHarness } from "#shared/testing/subgraph-harness.ts";
import { createAppointmentsSubgraph } from "../subgraph.ts";
import {
  clearAppointments,
  createWorld,
  insertAppointment,
  NOW,
  payloadsOf,
  type ViewerName,
  type World,
} from "./world.ts";

const BOOK = `mutation ($input: BookAppointmentSeriesInput!) { bookAppointmentSeries(input: $input) {
  seriesId occurrences { startsAt appointment { id startsAt seriesId } problem } userErrors { code field } } }`;
const FIRST = "2026-03-16T08:00:00.000Z";

let harness: SubgraphHarness;
let world: World;

beforeAll(async () => {
  harness = await startSubgraph({
    name: "appointments",
    create: createAppointmentsSubgraph,
    startsBackgroundWork: false,
    clock: () => NOW,
  });
  world = await createWorld(harness.admin);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  await clearAppointments(harness);
  await harness.admin`truncate appointments.idempotency_key`;
});

function bookWith(
  viewer: Viewer,
  document: string,
  changes: Record<string, unknown>,
): Promise<GraphqlAnswer> {
  const input = {
    ...{ clinicId: world.clinicId, serviceTypeId: world.checkId, practitionerId: world.practitionerId },
    ...{
      patientId: world.patientId,
      startsAt: FIRST,
      recurrence: "FREQ=WEEKLY;COUNT=6",
      mode: "ALL_OR_NONE",
    },
    ...changes,
  };
  return harness.execute(viewer, document, { input });
}

function book(viewer: Viewer, changes: Record<string, unknown> = {}): Promise<GraphqlAnswer> {
  return bookWith(viewer, BOOK, changes);
}

interface Told {
  readonly startsAt: string;
  readonly appointment: { readonly id: string; readonly seriesId: string } | null;
  readonly problem: string | null;
}

function occurrencesOf({ data }: GraphqlAnswer): readonly Told[] {
  return data.bookAppointmentSeries.occurrences as readonly Told[];
}

/** The code of the error or user error, or DONE. */
function outcomeOf({ data, errors }: GraphqlAnswer): string {
  if (errors !== undefined) return String(errors[0]?.extensions["code"]);
  return String(data.bookAppointmentSeries.userErrors[0]?.code ?? "DONE");
}

async function stored(): Promise<number> {
  return (await harness.admin`select from appointments.appointment where series_id is not null`).length;
}

/** Takes the practitioner at the third time of the series. */
function takeThird(): Promise<string> {
  return insertAppointment(harness.admin, world, {
    startsAt: "2026-03-30T07:00:00Z",
    patientId: world.otherPatientId,
  });
}

describe("bookAppointmentSeries", () => {
  it("books six weekly sessions at one time of day, over a clock change", async () => {
    const answer = await book(world.viewers.ownPatient);
    const occurrences = occurrencesOf(answer);
    expect(occurrences.map(({ startsAt }) => startsAt.slice(0, 16))).toEqual([
      ...["2026-03-16T08:00", "2026-03-23T08:00", "2026-03-30T07:00"],
      ...["2026-04-06T07:00", "2026-04-13T07:00", "2026-04-20T07:00"],
    ]);
    const { seriesId } = answer.data.bookAppointmentSeries;
    expect(new Set(occurrences.map(({ appointment }) => appointment?.seriesId))).toEqual(new Set([seriesId]));
    expect(await payloadsOf(harness.admin, "appointment.booked.v1")).toHaveLength(6);
    const live = await harness.admin`select from appointments.allocation where live`;
    expect(live).toHaveLength(18);
  });

  it("books all or none: one time that is taken leaves nothing, and is named", async () => {
    await takeThird();
    const answer = await book(world.viewers.ownPatient);
    expect(outcomeOf(answer)).toBe("SERIES_INCOMPLETE");
    expect(occurrencesOf(answer).map(({ problem }) => problem)).toEqual([
      null,
      null,
      "SLOT_TAKEN",
      null,
      null,
      null,
    ]);
    expect(await stored()).toBe(0);
    expect(await payloadsOf(harness.admin, "appointment.booked.v1")).toHaveLength(0);
  });

  it("books what it can with best effort, and reports the others", async () => {
    await takeThird();
    const answer = await book(world.viewers.ownPatient, { mode: "BEST_EFFORT" });
    expect(outcomeOf(answer)).toBe("DONE");
    expect(occurrencesOf(answer).map(({ problem }) => problem)).toEqual([
      null,
      null,
      "SLOT_TAKEN",
      null,
      null,
      null,
    ]);
    expect(await stored()).toBe(5);
  });

  it("says so when none of the times can be had", async () => {
    const saturdays = { startsAt: "2026-03-21T08:00:00Z", mode: "BEST_EFFORT" };
    const answer = await book(world.viewers.ownPatient, saturdays);
    expect(outcomeOf(answer)).toBe("NOTHING_BOOKED");
    expect(new Set(occurrencesOf(answer).map(({ problem }) => problem))).toEqual(
      new Set(["SLOT_NOT_OFFERED"]),
    );
    expect(await harness.admin`select from appointments.appointment_series`).toHaveLength(0);
  });

  it("tells the same again under its key, with what could not be had", async () => {
    await takeThird();
    const keyed = { mode: "BEST_EFFORT", idempotencyKey: "series-1" };
    const [first, again] = [
      await book(world.viewers.ownPatient, keyed),
      await book(world.viewers.ownPatient, keyed),
    ];
    expect(again.data).toEqual(first.data);
    expect(again.extensions?.["idempotency"]).toEqual([{ idempotencyKey: "series-1", isReplay: true }]);
    expect(
      outcomeOf(await book(world.viewers.ownPatient, { ...keyed, recurrence: "FREQ=WEEKLY;COUNT=5" })),
    ).toBe("CONFLICT");
    expect(await stored()).toBe(5);
  });

  it("gives a time of two series to one of them", async () => {
    const input = { mode: "ALL_OR_NONE" };
    const answers = await Promise.all([
      book(world.viewers.admin, input),
      book(world.viewers.admin, { ...input, patientId: world.otherPatientId }),
      book(world.viewers.admin, {
        ...input,
        startsAt: "2026-03-23T08:00:00Z",
        patientId: world.otherPatientId,
      }),
    ]);
    expect(answers.filter((answer) => outcomeOf(answer) === "DONE")).toHaveLength(1);
    expect(await stored()).toBe(6);
  });

  it.each([
    [{ recurrence: "FREQ=WEEKLY" }, "TOO_MANY_OCCURRENCES"],
    [{ recurrence: "FREQ=HOURLY;COUNT=2" }, "RECURRENCE_INVALID"],
    [{ recurrence: "x".repeat(201) }, "VALIDATION_ERROR"],
    [{ mode: "SOME" }, "VALIDATION_ERROR"],
    [{ clinicId: newId() }, "CLINIC_NOT_FOUND"],
    [{ serviceTypeId: newId() }, "SERVICE_TYPE_NOT_FOUND"],
    [{ patientId: newId() }, "PATIENT_NOT_FOUND"],
    [{ startsAt: "2999-12-31T08:00:00Z" }, "NOTHING_BOOKED"],
  ])("refuses %j, and books nothing", async (changes, expected) => {
    const outcome = outcomeOf(await book(world.viewers.ownPatient, changes));
    expect(
      outcome === "BAD_USER_INPUT" || outcome === "GRAPHQL_VALIDATION_FAILED" ? "VALIDATION_ERROR" : outcome,
    ).toBe(expected);
    expect(await stored()).toBe(0);
  });

  it.each<[ViewerName, string]>([
    ["otherPatient", "PATIENT_NOT_FOUND"],
    ["practitioner", "AUTH_FORBIDDEN"],
    ["supportInRegion", "DONE"],
    ["supportElsewhere", "PATIENT_NOT_FOUND"],
    ["admin", "DONE"],
    ["analyst", "AUTH_FORBIDDEN"],
    ["partner", "PATIENT_NOT_FOUND"],
    ["foreignAdmin", "CLINIC_NOT_FOUND"],
  ])("answers %s with %s", async (viewer, expected) => {
    expect(outcomeOf(await book(world.viewers[viewer]))).toBe(expected);
  });

  it("costs the same number of statements however many times there are", async () => {
    const brief = BOOK.replace(/seriesId[^]*userErrors/, "__typename userErrors");
    const counts: number[] = [];
    for (const recurrence of ["FREQ=WEEKLY;COUNT=2", "FREQ=WEEKLY;COUNT=20"]) {
      await clearAppointments(harness);
      const answer = await bookWith(world.viewers.ownPatient, brief, { recurrence });
      expect(outcomeOf(answer)).toBe("DONE");
      counts.push(harness.statements.list.length);
    }
    // BEGIN, settings, clinic, turn, situation, series, appointments, allocations, sequence, outbox, COMMIT.
    expect(counts).toEqual([11, 11]);
  });
});
