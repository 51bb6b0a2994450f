import type { Specialty } from "./services-offered.ts";
import { CLINICS, seededPractitionerId, type SeededClinic } from "./places.ts";

/** A stretch of a working day without a break, in the clinic's local time. */
export interface Window {
  /** ISO-8601 day of the week: 1 is Monday. */
  readonly weekday: number;
  /** `HH:MM`. */
  readonly opensAt: string;
  readonly closesAt: string;
}

/** A seeded practitioner, who works at one clinic. */
export interface SeededPractitioner {
  readonly id: string;
  readonly key: string;
  readonly clinic: SeededClinic;
  readonly givenName: string;
  readonly familyName: string;
  readonly specialty: Specialty;
  readonly windows: readonly Window[];
  /** Fewest and most bookings of a working day. */
  readonly dailyBookings: readonly [number, number];
}

const WEEK = [1, 2, 3, 4, 5];

/** Weekly hours. A lunch break stands between two windows. */
const HOURS = {
  EARLY: on(WEEK, ["07:30", "12:00"], ["12:45", "16:00"]),
  DAY: on(WEEK, ["08:00", "12:00"], ["13:00", "17:00"]),
  LATE: [...on([1, 2, 3, 4], ["10:00", "14:00"], ["14:30", "19:00"]), ...on([5], ["09:00", "13:00"])],
  WITH_SATURDAY: [
    ...on([2, 3, 4, 5], ["09:00", "12:30"], ["13:30", "17:30"]),
    ...on([6], ["09:00", "13:00"]),
  ],
  PART_TIME: on([1, 3, 5], ["08:30", "12:30"], ["13:15", "16:45"]),
} as const;

type Hours = keyof typeof HOURS;
type Person = readonly [givenName: string, familyName: string, specialty: Specialty, hours: Hours];

const PEOPLE: readonly (readonly [SeededClinic, readonly Person[]])[] = [
  [
    CLINICS.northwindBerlin,
    [
      ["Lena", "Hoffmann", "General practice", "DAY"],
      ["Stefan", "Brandt", "General practice", "LATE"],
      ["Yusuf", "Aksoy", "Dermatology", "EARLY"],
      ["Katarzyna", "Wiśniewska", "Physiotherapy", "DAY"],
      ["Nadia", "Rahman", "Cardiology", "PART_TIME"],
      ["Clara", "Engel", "Paediatrics", "WITH_SATURDAY"],
      ["Minh", "Nguyen", "Physiotherapy", "LATE"],
    ],
  ],
  [
    CLINICS.northwindDelhi,
    [
      ["Rohan", "Mehta", "General practice", "EARLY"],
      ["Shalini", "Pillai", "General practice", "WITH_SATURDAY"],
      ["Farah", "Siddiqui", "Dermatology", "DAY"],
      ["Gurpreet", "Gill", "Physiotherapy", "LATE"],
      ["Suresh", "Reddy", "Cardiology", "DAY"],
      ["Ritu", "Bhatt", "Paediatrics", "WITH_SATURDAY"],
    ],
  ],
  [
    CLINICS.lakesideNewYork,
    [
      ["Rachel", "Stein", "General practice", "DAY"],
      ["Anthony", "Moretti", "General practice", "LATE"],
      ["Grace", "Liang", "Dermatology", "EARLY"],
      ["Darnell", "Washington", "Physiotherapy", "DAY"],
      ["Olga", "Petrova", "Cardiology", "PART_TIME"],
      ["Camila", "Rojas", "Paediatrics", "WITH_SATURDAY"],
      ["Seamus", "Kelly", "Physiotherapy", "LATE"],
    ],
  ],
  [
    CLINICS.lakesidePhoenix,
    [
      ["Laura", "Begay", "General practice", "EARLY"],
      ["Hector", "Salazar", "General practice", "LATE"],
      ["Dana", "Ellison", "Dermatology", "DAY"],
      ["Marcus", "Tran", "Physiotherapy", "DAY"],
      ["Nina", "Kowalski", "Cardiology", "EARLY"],
      ["Alicia", "Montoya", "Paediatrics", "WITH_SATURDAY"],
    ],
  ],
];

/** The practitioner with an account has days full enough to be looked at; colleagues there have fewer bookings. */
const BUSY = { clinicKey: CLINICS.northwindBerlin.key, practitionerKey: "lena-hoffmann" };

/** Every practitioner, clinic by clinic. The key is `given-family` in plain letters. */
export const PRACTITIONERS: readonly SeededPractitioner[] = PEOPLE.flatMap(([clinic, people]) =>
  people.map(([givenName, familyName, specialty, hours]) => {
    const key = plainLetters(`${givenName}-${familyName}`);
    return {
      id: seededPractitionerId(clinic, key),
      key,
      clinic,
      givenName,
      familyName,
      specialty,
      windows: HOURS[hours],
      dailyBookings: dailyBookingsOf(clinic, key),
    };
  }),
);

function dailyBookingsOf(clinic: SeededClinic, practitionerKey: string): readonly [number, number] {
  if (clinic.key !== BUSY.clinicKey) return [1, 3];
  return practitionerKey === BUSY.practitionerKey ? [8, 10] : [0, 2];
}

/** The practitioners of one clinic. */
export function practitionersOf(clinic: SeededClinic): readonly SeededPractitioner[] {
  return PRACTITIONERS.filter((practitioner) => practitioner.clinic.id === clinic.id);
}

/** Lower-case ASCII, for keys and e-mail addresses. */
export function plainLetters(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll("ł", "l")
    .replaceAll("ı", "i")
    .toLowerCase();
}

function on(
  weekdays: readonly number[],
  ...hours: readonly (readonly [string, string])[]
): readonly Window[] {
  return weekdays.flatMap((weekday) => hours.map(([opensAt, closesAt]) => ({ weekday, opensAt, closesAt })));
}
