import fc from "fast-check";
import {
  appointmentStatistics,
  type CellKey,
  type CountedClinic,
  type Grouping,
  type StatisticsCell,
} from "../domain/appointment-statistics.ts";
import type { AppointmentStatus } from "../domain/appointment-status.ts";

/** The month that worlds are of; its days are 28. */
export const MONTH = "2026-02";

/** The smallest things that are told apart: appointments of one clinic, service, status and day. */
export interface FinestCell {
  readonly clinicId: string;
  readonly serviceTypeId: string;
  readonly status: AppointmentStatus;
  readonly date: string;
}

/** How many appointments there are of each. */
export interface SmallWorld {
  readonly clinics: readonly CountedClinic[];
  readonly cells: readonly (FinestCell & { readonly count: number })[];
}

/** Statuses of generated appointments. */
export const STATUSES = [
  "FULFILLED",
  "NOSHOW",
  "BOOKED",
  "ARRIVED",
  "CANCELLED",
] as const satisfies AppointmentStatus[];

/** Everything that can be counted by. */
export const GROUPINGS = [
  ...(["REGION", "CLINIC", "SERVICE", "DAY", "STATUS"] as const),
  ...(["REGION_DAY", "REGION_STATUS", "CLINIC_DAY", "CLINIC_STATUS"] as const),
] satisfies Grouping[];

const LENGTHS = [15, 30, 45];

/** One question and its answer. */
export interface Answer {
  readonly by: Grouping;
  /** Regions of who asks. */
  readonly regions: readonly string[];
  readonly cells: readonly StatisticsCell[];
}

/** Small numbers, and now and then enough. */
const count = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 3, arbitrary: fc.integer({ min: 7, max: 14 }) },
  { weight: 2, arbitrary: fc.integer({ min: 15, max: 40 }) },
);

/** One to three clinics in one or two regions, on a few days of the month. */
export const smallWorld: fc.Arbitrary<SmallWorld> = fc
  .array(fc.record({ region: fc.constantFrom("north", "south"), services: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((drawn) =>
    drawn.map(({ region, services }, index) => ({
      id: `clinic-${String(index)}`,
      region,
      services: LENGTHS.slice(0, services).map((durationMinutes, place) => ({
        id: `service-${String(index)}-${String(place)}`,
        durationMinutes,
      })),
      hours: [{ practitionerId: "p", weekday: 1 + (index % 5), opensAt: "09:00", closesAt: "17:00" }],
      exceptions: [],
    })),
  )
  .chain((clinics) =>
    fc
      .array(
        fc.record({
          clinic: fc.nat(clinics.length - 1),
          service: fc.nat(2),
          status: fc.oneof(
            { weight: 5, arbitrary: fc.constant("FULFILLED" as const) },
            { weight: 3, arbitrary: fc.constant("NOSHOW" as const) },
            { weight: 2, arbitrary: fc.constantFrom(...STATUSES) },
          ),
          day: fc.integer({ min: 1, max: 4 }),
          count,
        }),
        { minLength: 1, maxLength: 24 },
      )
      .map((drawn) => ({ clinics, cells: drawn.flatMap((cell) => toCell(clinics, cell)) })),
  );

function toCell(
  clinics: readonly CountedClinic[],
  drawn: { clinic: number; service: number; status: AppointmentStatus; day: number; count: number },
): SmallWorld["cells"] {
  const clinic = clinics[drawn.clinic];
  const service = clinic?.services[drawn.service % clinic.services.length];
  if (clinic === undefined || service === undefined) return [];
  const date = `${MONTH}-0${String(drawn.day)}`;
  return [{ clinicId: clinic.id, serviceTypeId: service.id, status: drawn.status, date, count: drawn.count }];
}

/** True where it took its time and nobody has closed it. */
export function isOpen(status: AppointmentStatus): boolean {
  return ["BOOKED", "ARRIVED", "CHECKED_IN"].includes(status);
}

/** The answer to every question that can be asked of a world, by whoever may ask. */
export function allAnswers({ clinics, cells }: SmallWorld): Answer[] {
  const present = [...new Set(clinics.map(({ region }) => region))];
  const scopes = present.length === 1 ? [present] : [present, ...present.map((region) => [region])];
  const figures = cells.map((cell) => ({ ...cell, month: MONTH, leadMinutes: cell.count * 60 }));
  const dayTallies = figures
    .filter(({ status }) => ["FULFILLED", "NOSHOW"].includes(status) || isOpen(status))
    .map((cell) => ({ ...cell, isOpen: isOpen(cell.status) }));
  return scopes.flatMap((regions) =>
    GROUPINGS.map((by) => {
      const visible = clinics.filter(({ region }) => regions.includes(region));
      const isVisible = ({ clinicId }: FinestCell): boolean => visible.some(({ id }) => id === clinicId);
      const question = { by, months: [MONTH], clinics: visible };
      const counted = { tallies: figures.filter(isVisible), dayTallies: dayTallies.filter(isVisible) };
      return { by, regions, cells: appointmentStatistics({ ...question, ...counted }) };
    }),
  );
}

/** How many appointments of a world are among these. */
export function totalOf(world: SmallWorld, isMeant: (cell: FinestCell) => boolean): number {
  return world.cells.filter(isMeant).reduce((sum, { count: number }) => sum + number, 0);
}

/** Whether an appointment is one that a cell's number would be of, as far as its key says. */
export function matches(world: SmallWorld, key: Omit<CellKey, "month">, cell: FinestCell): boolean {
  const region = world.clinics.find(({ id }) => id === cell.clinicId)?.region;
  return (
    (key.day === null || key.day === cell.date) &&
    (key.region === null || key.region === region) &&
    (key.clinicId === null || key.clinicId === cell.clinicId) &&
    (key.serviceTypeId === null || key.serviceTypeId === cell.serviceTypeId) &&
    (key.status === null ? cell.status !== "CANCELLED" : key.status === cell.status)
  );
}
