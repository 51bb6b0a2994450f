// The fixed names and ids of the synthetic world: what documentation, demo and tests refer to. Every person in it is
// invented; e-mail addresses end in `.example` (RFC 2606) and telephone numbers reach nobody.

/** The password of every seeded account. */
export const DEMO_PASSWORD = "demo-Passw0rd!";

export {
  ACCOUNTS,
  ALL_ACCOUNTS,
  PARTNER_LAB,
  type SeededAccount,
  type SeededPatientAccount,
} from "./accounts.ts";
export {
  CLINICS,
  seededPractitionerId,
  seededRoomId,
  seededServiceTypeId,
  TENANTS,
  type SeededClinic,
} from "./places.ts";
export { SERVICES, type OfferedService } from "./services-offered.ts";
export { PRACTITIONERS, type SeededPractitioner } from "./staff.ts";
