import type { Confidentiality } from "#shared/auth/confidentiality.ts";
import { ACCOUNTS } from "./accounts.ts";
import { CLINICS, type SeededClinic } from "./places.ts";

/** How a visit that is over ended. */
export type VisitOutcome = "FULFILLED" | "NOSHOW" | "CANCELLED";

/** An appointment of a patient with an account, so that whoever signs in finds the same. */
export interface FixedVisit {
  readonly clinic: SeededClinic;
  readonly patientId: string;
  /** Days from the anchor, which is a Monday. None in the anchor's week: these are past, or upcoming, on every day of it. */
  readonly dayOffset: number;
  /** `HH:MM`, the clinic's local time. */
  readonly startsAt: string;
  readonly practitionerKey: string;
  readonly serviceKey: string;
  /** Null for an upcoming one. */
  readonly outcome: VisitOutcome | null;
  readonly confidentiality: Confidentiality;
}

const BERLIN = CLINICS.northwindBerlin;
const PHOENIX = CLINICS.lakesidePhoenix;

type Visit = readonly [
  dayOffset: number,
  startsAt: string,
  practitionerKey: string,
  serviceKey: string,
  outcome: VisitOutcome | null,
  confidentiality?: Confidentiality,
];

/** Four past and six upcoming appointments of `patient@northwind.example`, and some of the other patients. */
export const FIXED_VISITS: readonly FixedVisit[] = [
  ...visits(BERLIN, ACCOUNTS.patient.patientId, [
    [-84, "08:00", "lena-hoffmann", "consultation", "FULFILLED"],
    [-61, "10:05", "yusuf-aksoy", "skin-screening", "FULFILLED", "VERY_RESTRICTED"],
    [-32, "11:00", "lena-hoffmann", "consultation", "NOSHOW"],
    [-13, "13:00", "katarzyna-wisniewska", "physiotherapy", "CANCELLED"],
    [8, "09:00", "lena-hoffmann", "consultation", null],
    [16, "14:30", "katarzyna-wisniewska", "physiotherapy", null],
    [23, "14:30", "katarzyna-wisniewska", "physiotherapy", null],
    [31, "08:35", "yusuf-aksoy", "skin-screening", null, "RESTRICTED"],
    [42, "10:05", "nadia-rahman", "heart-check", null],
    [52, "15:00", "lena-hoffmann", "check-up", null],
  ]),
  ...visits(BERLIN, ACCOUNTS.patient2.patientId, [
    [-40, "13:40", "lena-hoffmann", "consultation", "FULFILLED"],
    [9, "10:00", "lena-hoffmann", "check-up", null],
    [28, "09:20", "nadia-rahman", "heart-check", null],
  ]),
  ...visits(PHOENIX, ACCOUNTS.lakesidePatient.patientId, [
    [-25, "11:00", "hector-salazar", "consultation", "FULFILLED"],
    [10, "10:05", "dana-ellison", "skin-screening", null],
    [35, "13:00", "marcus-tran", "physiotherapy", null],
  ]),
];

function visits(clinic: SeededClinic, patientId: string, list: readonly Visit[]): readonly FixedVisit[] {
  return list.map(
    ([dayOffset, startsAt, practitionerKey, serviceKey, outcome, confidentiality = "NORMAL"]) => ({
      clinic,
      patientId,
      dayOffset,
      startsAt,
      practitionerKey,
      serviceKey,
      outcome,
      confidentiality,
    }),
  );
}
