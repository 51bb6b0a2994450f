import {
  loadPatientId,
  loadServiceTypeId,
  PRACTITIONERS_PER_CLINIC,
  type LoadClinic,
} from "#drizzle/seed/load/load-plan.ts";
import { createSeededRandom } from "#shared/random/seeded-random.ts";

/** Bodies of requests, and a text that every good answer holds. */
export interface Question {
  readonly name: string;
  readonly bodies: readonly string[];
  readonly expected: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const DAYS = 7;
const PAGE = 100;
const PATIENTS = 200;

/** Free times of a week, of everybody who works at a clinic of twenty, a page of a hundred. */
export function weekOfSlots(clinic: LoadClinic): Question {
  const from = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);
  const query = `query Week($clinicId: ID!, $serviceTypeId: ID!, $from: LocalDate!) {
    availableSlots(clinicId: $clinicId, serviceTypeId: $serviceTypeId, from: $from, days: ${String(DAYS)}, first: ${String(PAGE)}) {
      nodes { startsAt endsAt practitioner { id } } } }`;
  const serviceTypeId = loadServiceTypeId(clinic, "consultation");
  const variables = { clinicId: clinic.id, serviceTypeId, from };
  return {
    name: "availableSlots, a week, 20 practitioners",
    bodies: [JSON.stringify({ query, variables })],
    expected: '"startsAt"',
  };
}

/** One field of one row, which is the viewer's own and so is kept nowhere. */
export function trivial(): Question {
  return {
    name: "the own account's address",
    bodies: [JSON.stringify({ query: "query Trivial { viewer { account { email } } }" })],
    expected: '"email":"',
  };
}

/** The next five appointments of one of two hundred patients after the other. */
export function nextAppointments(clinic: LoadClinic): Question {
  const random = createSeededRandom("patients who are asked about");
  const query = `query Next($id: ID!, $from: DateTime!) { patient(id: $id) {
    appointments(first: 5, filter: { from: $from }) { nodes {
      id startsAt endsAt status clinic { name timeZone } serviceType { name } room { name } practitioner { id } } } } }`;
  const from = new Date().toISOString();
  const bodies = Array.from({ length: PATIENTS }, () => {
    const practitioner = random.integer(0, PRACTITIONERS_PER_CLINIC - 1);
    const patient = random.integer(0, clinic.patientsPerPractitioner - 1);
    const variables = { id: loadPatientId(clinic, practitioner, patient), from };
    return JSON.stringify({ query, variables });
  });
  return { name: "a patient's next appointments", bodies, expected: '"appointments":{"nodes":[' };
}
