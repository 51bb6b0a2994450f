import type { AppointmentStatus } from "./appointment-status.ts";
import { isTellable, SMALLEST_CELL, tellableGroups } from "./small-cells.ts";

/** Numbers of a group of appointments. */
export interface Figure {
  readonly count: number;
  /** From when they were made to their start, of all together. */
  readonly leadMinutes: number;
}

/** A figure, or null when it is suppressed. */
export type Told = Figure | null;

/** Appointments of a clinic and month that are of one service and in one status. */
export interface Tally extends Figure {
  readonly serviceTypeId: string;
  readonly status: AppointmentStatus;
}

/** Appointments of a clinic and day that took their time. */
export interface DayTally extends Figure {
  readonly date: string;
  /** True for those that nobody has closed. */
  readonly isOpen: boolean;
}

/** All that is known of a clinic's month. */
export interface TrueMonth {
  /** Every service that the clinic has. */
  readonly serviceTypeIds: readonly string[];
  /** Every day of the month. */
  readonly dates: readonly string[];
  readonly tallies: readonly Tally[];
  readonly dayTallies: readonly DayTally[];
}

/** Both numbers that a no-show rate gives away. */
export interface NoShows {
  readonly fulfilled: number;
  readonly missed: number;
}

/**
 * All that is ever told of a clinic's month, whatever is asked: each map has every service, status and day there could
 * be. Every answer is made of these.
 */
export interface PublishedMonth {
  readonly total: Told;
  readonly services: ReadonlyMap<string, Told>;
  readonly statuses: ReadonlyMap<AppointmentStatus, Told>;
  readonly days: ReadonlyMap<string, Told>;
  /** Null where no rate is told. */
  readonly noShows: NoShows | null;
  readonly noShowsOfServices: ReadonlyMap<string, NoShows | null>;
}

/** They took their time, and nobody has said whether the patient came. */
const OPEN = ["BOOKED", "ARRIVED", "CHECKED_IN"] as const satisfies AppointmentStatus[];
/** They took no time; no other number contains them. */
const WITHOUT_TIME = ["CANCELLED", "PROPOSED", "PENDING", "WAITLIST"] as const satisfies AppointmentStatus[];
const OUTCOMES = ["FULFILLED", "NOSHOW", "OPEN"] as const;
type Outcome = (typeof OUTCOMES)[number];

const NONE: Figure = { count: 0, leadMinutes: 0 };

/** What happened to it; null when it took no time. */
function outcomeOf(status: AppointmentStatus): Outcome | null {
  if (status === "FULFILLED" || status === "NOSHOW") return status;
  return OPEN.some((open) => open === status) ? "OPEN" : null;
}

/** Sum of figures; suppressed when one of them is. */
export function addUp(figures: readonly Told[]): Told {
  return figures.reduce<Told>(
    (sum, figure) =>
      sum &&
      figure && {
        count: sum.count + figure.count,
        leadMinutes: sum.leadMinutes + figure.leadMinutes,
      },
    NONE,
  );
}

/**
 * What is told of the months of a region's clinics: the region's total, and clinics one by one as far as that leaves a
 * remainder that may be told. Of a clinic in the remainder nothing is told.
 */
export function publishRegion<Clinic>(months: ReadonlyMap<Clinic, TrueMonth>): {
  readonly total: Told;
  readonly clinics: ReadonlyMap<Clinic, PublishedMonth>;
} {
  const counted = new Map([...months].map(([clinic, month]) => [clinic, countedOf(month)]));
  const totals = new Map([...counted].map(([clinic, { total }]) => [clinic, total]));
  const total = sumOf([...totals.values()]);
  const told = tellableGroups(countsOf(totals));
  const clinics = [...months].map(([clinic, month]) => {
    const figures = counted.get(clinic);
    return [clinic, publishClinic(month, told.has(clinic) ? figures : undefined)] as const;
  });
  return { total: isTellable(total.count) ? total : null, clinics: new Map(clinics) };
}

/** What is counted of a month, by each thing that it is told by. */
interface Counted {
  readonly total: Figure;
  readonly tallies: readonly (Tally & { readonly outcome: Outcome })[];
  readonly dayTallies: readonly DayTally[];
}

/** Fewer open ones than may be told are not counted at all: with the others they would give each other away. */
function countedOf({ tallies, dayTallies }: TrueMonth): Counted {
  const withOutcome = tallies.flatMap((tally) => {
    const outcome = outcomeOf(tally.status);
    return outcome === null ? [] : [{ ...tally, outcome }];
  });
  const open = sumOf(withOutcome.filter(({ outcome }) => outcome === "OPEN"));
  const areOpenCounted = open.count >= SMALLEST_CELL;
  const counted = withOutcome.filter(({ outcome }) => outcome !== "OPEN" || areOpenCounted);
  return {
    total: sumOf(counted),
    tallies: counted,
    dayTallies: dayTallies.filter(({ isOpen }) => !isOpen || areOpenCounted),
  };
}

function publishClinic(month: TrueMonth, counted: Counted | undefined): PublishedMonth {
  const services = tell(
    month.serviceTypeIds,
    counted && figuresBy(counted.tallies, ({ serviceTypeId }) => serviceTypeId),
  );
  const outcomes = tellOutcomes(counted && figuresBy(counted.tallies, ({ outcome }) => outcome));
  return {
    total: counted?.total ?? null,
    services,
    statuses: publishStatuses(month, outcomes),
    days: tell(month.dates, counted && figuresBy(counted.dayTallies, ({ date }) => date)),
    noShows: noShowsOf(outcomes.get("FULFILLED") ?? null, outcomes.get("NOSHOW") ?? null),
    noShowsOfServices: publishNoShows(services, outcomes, counted?.tallies ?? []),
  };
}

/** Groups of one whole one by one, as far as `tellableGroups` says; none when nothing of the whole is told. */
function tell<Group>(
  groups: readonly Group[],
  figures: ReadonlyMap<Group, Figure> | undefined,
): ReadonlyMap<Group, Told> {
  if (figures === undefined) return new Map(groups.map((group) => [group, null]));
  const all = new Map(groups.map((group) => [group, figures.get(group) ?? NONE]));
  const told = tellableGroups(countsOf(all));
  return new Map([...all].map(([group, figure]) => [group, told.has(group) ? figure : null]));
}

/**
 * Outcomes one by one, where none is small. Of open ones there are none or enough, as everybody knows, so they hide no small one:
 * that only the other closed outcome does, with which it makes enough, or nothing is told.
 */
function tellOutcomes(figures: ReadonlyMap<Outcome, Figure> | undefined): ReadonlyMap<Outcome, Told> {
  const suppressed = tell(OUTCOMES, undefined);
  if (figures === undefined) return suppressed;
  const [fulfilled = NONE, missed = NONE, open = NONE] = OUTCOMES.map(
    (outcome) => figures.get(outcome) ?? NONE,
  );
  if (isTellable(fulfilled.count) && isTellable(missed.count))
    return new Map<Outcome, Told>([
      ["FULFILLED", fulfilled],
      ["NOSHOW", missed],
      ["OPEN", open],
    ]);
  const isClosedEnough = fulfilled.count + missed.count >= SMALLEST_CELL;
  return isClosedEnough && open.count > 0 ? new Map([...suppressed, ["OPEN", open]]) : suppressed;
}

/** The open ones are parts of what is told of them together; what took no time is part of nothing. */
function publishStatuses(
  { tallies }: TrueMonth,
  outcomes: ReadonlyMap<Outcome, Told>,
): ReadonlyMap<AppointmentStatus, Told> {
  const figures = figuresBy(tallies, ({ status }) => status);
  const open = sumOf(OPEN.map((status) => figures.get(status) ?? NONE));
  const isOpenTold = outcomes.get("OPEN") !== null && isTellable(open.count);
  const statuses = new Map<AppointmentStatus, Told>([
    ["FULFILLED", outcomes.get("FULFILLED") ?? null],
    ["NOSHOW", outcomes.get("NOSHOW") ?? null],
    ...tell(
      OPEN,
      isOpenTold ? new Map(OPEN.map((status) => [status, figures.get(status) ?? NONE])) : undefined,
    ),
  ]);
  for (const status of WITHOUT_TIME) {
    const figure = figures.get(status) ?? NONE;
    statuses.set(status, isTellable(figure.count) ? figure : null);
  }
  return statuses;
}

function noShowsOf(fulfilled: Told, missed: Told): NoShows | null {
  if (fulfilled === null || missed === null) return null;
  return { fulfilled: fulfilled.count, missed: missed.count };
}

/**
 * No-shows of services, where they are told of the clinic: of those services whose every outcome may be told, as long as
 * every outcome of all the others together may be told, too, for whole and parts give that away.
 */
function publishNoShows(
  services: ReadonlyMap<string, Told>,
  outcomes: ReadonlyMap<Outcome, Told>,
  tallies: Counted["tallies"],
): ReadonlyMap<string, NoShows | null> {
  const ofClinic = noShowsOf(outcomes.get("FULFILLED") ?? null, outcomes.get("NOSHOW") ?? null);
  const outcomesOf = (isMeant: (serviceTypeId: string) => boolean): readonly number[] => {
    const meant = figuresBy(
      tallies.filter(({ serviceTypeId }) => isMeant(serviceTypeId)),
      ({ outcome }) => outcome,
    );
    return OUTCOMES.map((outcome) => meant.get(outcome)?.count ?? 0);
  };
  const told = [...services]
    .filter(([id, figure]) => figure !== null && outcomesOf((other) => other === id).every(isTellable))
    .sort(([, one], [, other]) => (one?.count ?? 0) - (other?.count ?? 0))
    .map(([id]) => id);
  while (told.length > 0 && !outcomesOf((id) => !told.includes(id)).every(isTellable)) told.shift();
  return new Map(
    [...services.keys()].map((id) => {
      const [fulfilled = 0, missed = 0] = outcomesOf((other) => other === id);
      return [id, ofClinic !== null && told.includes(id) ? { fulfilled, missed } : null];
    }),
  );
}

function figuresBy<Item extends Figure, Group>(
  items: readonly Item[],
  groupOf: (item: Item) => Group,
): ReadonlyMap<Group, Figure> {
  return new Map([...Map.groupBy(items, groupOf)].map(([group, members]) => [group, sumOf(members)]));
}

function sumOf(figures: readonly Figure[]): Figure {
  return addUp(figures) ?? NONE;
}

function countsOf<Group>(figures: ReadonlyMap<Group, Figure>): ReadonlyMap<Group, number> {
  return new Map([...figures].map(([group, { count }]) => [group, count]));
}
