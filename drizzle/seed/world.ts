// The fixed names and ids of the synthetic world: what documentation, demo and tests refer to. Every person in it is
// invented; e-mail addresses end in `.example` (RFC 2606) and telephone numbers reach nobody.

/** The password of every seeded account. */
export const DEMO_PASSWORD = "demo-Passw0rd!";

export {
  ACCOUNTS,
  ALL_ACCOUNTS,
  CLINIC_APPS,
  PARTNER_LAB,
  PARTNERS,
  type SeededPartner,
} from "./accounts.ts";
export { seededWard } from "./guardianship-rows.ts";
export { CLINICS, seededPractitionerId, seededServiceTypeId, TENANTS } from "./places.ts";
export { SERVICES } from "./services-offered.ts";
export { PRACTITIONERS } from "./staff.ts";
