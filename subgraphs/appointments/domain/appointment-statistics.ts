import type { AppointmentStatus } from "./appointment-status.ts";
import { daysOf } from "./calendar-month.ts";
import { offeredMinutes, type WorkingTimes } from "./offered-minutes.ts";
import { addUp, publishRegion, type DayTally, type NoShows, type PublishedMonth } from "./published-month.ts";
import type { Tally, Told } from "./published-month.ts";

/** What appointments are counted by, beside the month, in the schema's spelling. */
export type Grouping =
  | "REGION"
  | "CLINIC"
  | "SERVICE"
  | "DAY"
  | "STATUS"
  | "REGION_DAY"
  | "REGION_STATUS"
  | "CLINIC_DAY"
  | "CLINIC_STATUS";

/** A clinic as far as numbers are of it. */
export interface CountedClinic extends WorkingTimes {
  readonly id: string;
  readonly region: string;
  readonly services: readonly { readonly id: string; readonly durationMinutes: number }[];
}

/** What was counted of one clinic and month. */
export interface MonthOfClinic {
  readonly clinicId: string;
  /** `2026-02`. */
  readonly month: string;
}

/** Which appointments a cell is of; null where it is not grouped by that. */
export interface CellKey {
  readonly month: string;
  readonly day: string | null;
  readonly region: string | null;
  readonly clinicId: string | null;
  readonly serviceTypeId: string | null;
  readonly status: AppointmentStatus | null;
}

/** Numbers of a group of appointments; null where they are suppressed or there is no such number. */
export interface StatisticsCell extends CellKey {
  readonly count: number | null;
  readonly utilisation: number | null;
  readonly isUtilisationEstimated: boolean;
  readonly noShowRate: number | null;
  readonly leadTimeHours: number | null;
}

/** Of what is told of a cell the part that comes from one clinic, or one region. */
interface Part {
  readonly key: CellKey;
  readonly told: Told;
  readonly work: Work | null;
  readonly noShows: NoShows | null;
}

/** What utilisation is made of. */
interface Work {
  readonly bookedMinutes: number;
  readonly offeredMinutes: number;
  readonly isEstimated: boolean;
}

interface Published extends PublishedMonth {
  readonly clinic: CountedClinic;
  readonly month: string;
}

const MINUTES_PER_HOUR = 60;

/**
 * Every cell of a grouping, in the order of {@link positionOf}. All of them are sums of what {@link publishRegion} tells
 * of clinics and regions, and of what everybody knows of services and working hours.
 * @param input `clinics` are all of every region that occurs
 */
export function appointmentStatistics(input: {
  readonly by: Grouping;
  readonly months: readonly string[];
  readonly clinics: readonly CountedClinic[];
  readonly tallies: readonly (MonthOfClinic & Tally)[];
  readonly dayTallies: readonly (MonthOfClinic & DayTally)[];
}): StatisticsCell[] {
  const { by, months, clinics } = input;
  const nameOf = ({ clinicId, month }: MonthOfClinic): string => `${clinicId} ${month}`;
  const tallies = Map.groupBy(input.tallies, nameOf);
  const dayTallies = Map.groupBy(input.dayTallies, nameOf);
  const parts = months.flatMap((month) => {
    const dates = daysOf(month).map(({ date }) => date);
    return [...Map.groupBy(clinics, ({ region }) => region)].flatMap(([region, ofRegion]) => {
      const told = publishRegion(
        new Map(
          ofRegion.map((clinic) => {
            const name = nameOf({ clinicId: clinic.id, month });
            const serviceTypeIds = clinic.services.map(({ id }) => id);
            const known = { tallies: tallies.get(name) ?? [], dayTallies: dayTallies.get(name) ?? [] };
            return [clinic, { serviceTypeIds, dates, ...known }];
          }),
        ),
      );
      const published = [...told.clinics].map(([clinic, figures]) => ({ clinic, month, ...figures }));
      if (by !== "REGION") return published.flatMap((figures) => partsOf(by, figures));
      const key = { ...nothing(month), region };
      return [
        mergeParts(
          key,
          published.flatMap((figures) => partsOf("CLINIC", figures)),
          told.total,
        ),
      ];
    });
  });
  return [...Map.groupBy(parts, ({ key }) => positionOf(key).join(" ")).values()]
    .flatMap((same) =>
      same[0] === undefined ? [] : [mergeParts(same[0].key, same, addUp(same.map(({ told }) => told)))],
    )
    .filter(({ told }) => told?.count !== 0)
    .map(cellOf)
    .sort((one, other) => comparePositions(positionOf(one), positionOf(other)));
}

/** Where a cell stands in the list. */
export function positionOf(key: CellKey): readonly [string, string, string, string, string, string] {
  const { month, day, region, clinicId, serviceTypeId, status } = key;
  return [month, day ?? "", region ?? "", clinicId ?? "", serviceTypeId ?? "", status ?? ""];
}

/** Below zero when `one` stands before `other`. */
export function comparePositions(one: readonly string[], other: readonly string[]): number {
  const index = one.findIndex((text, place) => text !== other[place]);
  if (index === -1) return 0;
  return (one[index] ?? "") < (other[index] ?? "") ? -1 : 1;
}

function nothing(month: string): CellKey {
  return { month, day: null, region: null, clinicId: null, serviceTypeId: null, status: null };
}

/** What a clinic's month gives to the cells of a grouping. */
function partsOf(by: Exclude<Grouping, "REGION">, published: Published): Part[] {
  const { clinic, month } = published;
  const byRegion = { ...nothing(month), region: clinic.region };
  const byClinic = { ...byRegion, clinicId: clinic.id };
  switch (by) {
    case "CLINIC":
      return [
        { key: byClinic, told: published.total, work: workOfMonth(published), noShows: published.noShows },
      ];
    case "SERVICE":
      return servicesOf(byClinic, published);
    case "DAY":
      return dayParts(nothing(month), published);
    case "REGION_DAY":
      return dayParts(byRegion, published);
    case "CLINIC_DAY":
      return dayParts(byClinic, published);
    case "STATUS":
      return statusParts(nothing(month), published);
    case "REGION_STATUS":
      return statusParts(byRegion, published);
    case "CLINIC_STATUS":
      return statusParts(byClinic, published);
  }
}

function servicesOf(place: CellKey, published: Published): Part[] {
  const offered = offeredInMonth(published);
  return published.clinic.services.map(({ id, durationMinutes }) => {
    const told = published.services.get(id) ?? null;
    return {
      key: { ...place, serviceTypeId: id },
      told,
      work: told && {
        bookedMinutes: told.count * durationMinutes,
        offeredMinutes: offered,
        isEstimated: false,
      },
      noShows: published.noShowsOfServices.get(id) ?? null,
    };
  });
}

function statusParts(place: CellKey, { statuses }: Published): Part[] {
  return [...statuses].map(([status, told]) => ({
    key: { ...place, status },
    told,
    work: null,
    noShows: null,
  }));
}

/** Which services a day had is not told: its minutes are those of the month, by how many of the month's appointments it had. */
function dayParts(place: CellKey, published: Published): Part[] {
  const ofMonth = workOfMonth(published);
  const { total, days, clinic, month } = published;
  const offered = offeredMinutes(clinic, daysOf(month));
  const meanMinutes = ofMonth && total && total.count > 0 ? ofMonth.bookedMinutes / total.count : 0;
  return daysOf(month).map((day) => {
    const told = days.get(day.date) ?? null;
    return {
      key: { ...place, day: day.date },
      told,
      work: told && {
        bookedMinutes: told.count * meanMinutes,
        offeredMinutes: offered.get(day.date) ?? 0,
        isEstimated: true,
      },
      noShows: null,
    };
  });
}

/** Booked minutes by what is told of services; of the others together, by the mean of their lengths. */
function workOfMonth(published: Published): Work | null {
  const { total, services, clinic } = published;
  if (total === null) return null;
  const told = clinic.services.map(({ id, durationMinutes }) => ({
    count: services.get(id)?.count ?? null,
    durationMinutes,
  }));
  const lengths = told.filter(({ count }) => count === null).map(({ durationMinutes }) => durationMinutes);
  const toldCount = told.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const toldMinutes = told.reduce(
    (sum, { count, durationMinutes }) => sum + (count ?? 0) * durationMinutes,
    0,
  );
  const meanLength =
    lengths.length === 0 ? 0 : lengths.reduce((sum, length) => sum + length) / lengths.length;
  return {
    bookedMinutes: toldMinutes + (total.count - toldCount) * meanLength,
    offeredMinutes: offeredInMonth(published),
    isEstimated: new Set(lengths).size > 1,
  };
}

function offeredInMonth({ clinic, month }: Published): number {
  return [...offeredMinutes(clinic, daysOf(month)).values()].reduce((sum, minutes) => sum + minutes, 0);
}

function mergeParts(key: CellKey, parts: readonly Part[], told: Told): Part {
  const works = parts.flatMap(({ work }) => work ?? []);
  const noShows = parts.flatMap((part) => part.noShows ?? []);
  return {
    key,
    told,
    work:
      works.length < parts.length
        ? null
        : {
            bookedMinutes: works.reduce((sum, { bookedMinutes }) => sum + bookedMinutes, 0),
            offeredMinutes: works.reduce((sum, work) => sum + work.offeredMinutes, 0),
            isEstimated: works.some(({ isEstimated }) => isEstimated),
          },
    noShows:
      noShows.length < parts.length
        ? null
        : {
            fulfilled: noShows.reduce((sum, { fulfilled }) => sum + fulfilled, 0),
            missed: noShows.reduce((sum, { missed }) => sum + missed, 0),
          },
  };
}

function cellOf({ key, told, work, noShows }: Part): StatisticsCell {
  const isWorkTold = told !== null && work !== null && work.offeredMinutes > 0;
  const attended = told === null || noShows === null ? 0 : noShows.fulfilled + noShows.missed;
  return {
    ...key,
    count: told?.count ?? null,
    utilisation: isWorkTold ? rounded(work.bookedMinutes / work.offeredMinutes) : null,
    isUtilisationEstimated: isWorkTold && work.isEstimated,
    noShowRate: noShows === null || attended === 0 ? null : rounded(noShows.missed / attended),
    leadTimeHours: told === null ? null : Math.round(told.leadMinutes / told.count / MINUTES_PER_HOUR),
  };
}

function rounded(rate: number): number {
  return Math.round(rate * 10_000) / 10_000;
}
