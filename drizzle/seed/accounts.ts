import type { Role, Tier } from "#shared/auth/viewer.ts";
import { seededId } from "./seeded-ids.ts";
import { CLINICS, seededPractitionerId, TENANTS, type SeededClinic } from "./places.ts";

/** A seeded account and the person behind it; its password is `DEMO_PASSWORD`. */
export interface SeededAccount {
  readonly id: string;
  readonly email: string;
  readonly tenantId: string;
  readonly roles: readonly Role[];
  /** Regions the account is assigned to: what SUPPORT and ANALYST may see. */
  readonly regions: readonly string[];
  readonly tier: Tier;
  readonly givenName: string;
  readonly familyName: string;
  readonly patientId: string | null;
  readonly practitionerId: string | null;
  /**
   * What the authenticator app of the account shares with auth, base32; null when the account has none. Published on
   * purpose, as the password is.
   */
  readonly totpSecret: string | null;
}

/** A seeded account that is a patient; registered at `homeClinic`. */
export interface SeededPatientAccount extends SeededAccount {
  readonly patientId: string;
  /** ISO-8601 date. */
  readonly birthDate: string;
  /** E.164. */
  readonly phone: string;
  readonly homeClinic: SeededClinic;
}

const PLAIN = {
  regions: [],
  tier: "STANDARD",
  patientId: null,
  practitionerId: null,
  totpSecret: null,
} as const;

/** The accounts that can sign in. */
export const ACCOUNTS = {
  patient: {
    ...PLAIN,
    ...ids("patient@northwind.example", TENANTS.northwind.id),
    patientId: seededId("patient", "patient@northwind.example"),
    roles: ["USER"],
    givenName: "Elif",
    familyName: "Schneider",
    birthDate: "1987-03-14",
    phone: "+493023125900",
    homeClinic: CLINICS.northwindBerlin,
  },
  patient2: {
    ...PLAIN,
    ...ids("patient2@northwind.example", TENANTS.northwind.id),
    patientId: seededId("patient", "patient2@northwind.example"),
    tier: "PREMIUM",
    roles: ["USER"],
    givenName: "Jonas",
    familyName: "Krüger",
    birthDate: "1959-11-02",
    phone: "+493023125901",
    homeClinic: CLINICS.northwindBerlin,
  },
  practitioner: {
    ...PLAIN,
    ...ids("practitioner@northwind.example", TENANTS.northwind.id),
    practitionerId: seededPractitionerId(CLINICS.northwindBerlin, "lena-hoffmann"),
    roles: ["PRACTITIONER"],
    givenName: "Lena",
    familyName: "Hoffmann",
  },
  support: {
    ...PLAIN,
    ...ids("support@northwind.example", TENANTS.northwind.id),
    roles: ["SUPPORT"],
    totpSecret: "DEMOONLYSUPPORTOFNORTHWINDPUBLIC",
    regions: [CLINICS.northwindBerlin.region],
    givenName: "Piotr",
    familyName: "Nowak",
  },
  analyst: {
    ...PLAIN,
    ...ids("analyst@northwind.example", TENANTS.northwind.id),
    roles: ["ANALYST"],
    regions: [CLINICS.northwindBerlin.region, CLINICS.northwindDelhi.region],
    givenName: "Meera",
    familyName: "Krishnan",
  },
  admin: {
    ...PLAIN,
    ...ids("admin@northwind.example", TENANTS.northwind.id),
    roles: ["ADMIN"],
    totpSecret: "DEMOONLYADMINOFNORTHWINDNOSECRET",
    givenName: "Katrin",
    familyName: "Vogel",
  },
  lakesidePatient: {
    ...PLAIN,
    ...ids("patient@lakeside.example", TENANTS.lakeside.id),
    patientId: seededId("patient", "patient@lakeside.example"),
    roles: ["USER"],
    givenName: "Rosa",
    familyName: "Delgado",
    birthDate: "1994-07-23",
    phone: "+16025550199",
    homeClinic: CLINICS.lakesidePhoenix,
  },
  lakesideAdmin: {
    ...PLAIN,
    ...ids("admin@lakeside.example", TENANTS.lakeside.id),
    roles: ["ADMIN"],
    totpSecret: "DEMOONLYADMINOFLAKESIDENOTSECRET",
    givenName: "Grace",
    familyName: "Whitfield",
  },
} as const satisfies Record<string, SeededAccount | SeededPatientAccount>;

/** Every account, in a fixed order. */
export const ALL_ACCOUNTS: readonly SeededAccount[] = Object.values(ACCOUNTS);

/** The accounts that are patients, in a fixed order. */
export const PATIENT_ACCOUNTS: readonly SeededPatientAccount[] = [
  ACCOUNTS.patient,
  ACCOUNTS.patient2,
  ACCOUNTS.lakesidePatient,
];

/** A partner's program of the seed. */
export interface SeededPartner {
  readonly id: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly name: string;
  /**
   * Published on purpose: it opens nothing but the synthetic world, which no production database holds.
   */
  readonly secret: string;
  readonly scopes: readonly string[];
}

/** What both partners' programs do, the second line for patients who have consented. */
const PARTNER_SCOPES = [
  ...["clinic:read", "practitioner:read", "slot:read"],
  ...["patient:reference", "appointment:read", "appointment:book", "appointment:change"],
];

/** A laboratory's program: single appointments, and lists of a patient's. */
export const PARTNER_LAB: SeededPartner = {
  id: seededId("oauth-client", "partner-lab"),
  tenantId: TENANTS.northwind.id,
  clientId: "partner-lab",
  name: "Lab partner (demo)",
  secret: "demo-only-secret-of-partner-lab-not-for-prod",
  scopes: [...PARTNER_SCOPES, "appointment:list"],
};

/** The program of who arranges check-ups for companies: many appointments at once. */
export const PARTNER_WELLNESS: SeededPartner = {
  id: seededId("oauth-client", "partner-wellness"),
  tenantId: TENANTS.northwind.id,
  clientId: "partner-wellness",
  name: "Wellness partner (demo)",
  secret: "demo-only-secret-of-partner-wellness-not-for-prod",
  scopes: PARTNER_SCOPES,
};

/** Every partner's program, in a fixed order. */
export const PARTNERS: readonly SeededPartner[] = [PARTNER_LAB, PARTNER_WELLNESS];

/** Where an app under development is told what became of a request; a native app listens on any port of 127.0.0.1. */
const REDIRECT_URIS = [
  "http://localhost:3000/callback",
  "http://localhost:5173/callback",
  "http://127.0.0.1/callback",
] as const;

/** An app of the clinic network, for the people of one tenant: a public client that people need not be asked about. */
function clinicApp(clientId: string, name: string, tenantId: string) {
  return {
    ...{ id: seededId("oauth-client", clientId), tenantId, clientId, name },
    redirectUris: REDIRECT_URIS,
    grantTypes: ["authorization_code", "refresh_token"],
    scopes: [
      "viewer:read",
      "account:read",
      "tenant:read",
      "user:read",
      "session:end",
      "patient:reference",
      "patient:read",
      "patient:deidentified:read",
      "patient:contact:read",
      "patient:update",
      "practitioner:read",
      "clinic:read",
      "slot:read",
      "appointment:read",
      "appointment:detail:read",
      "appointment:list",
      "appointment:book",
      "appointment:change",
      "calendar-feed:read",
      "calendar-feed:change",
    ],
    isFirstParty: true,
  } as const;
}

/** The apps of both networks. */
export const CLINIC_APPS = {
  northwind: clinicApp("northwind-app", "Northwind app", TENANTS.northwind.id),
  lakeside: clinicApp("lakeside-app", "Lakeside app", TENANTS.lakeside.id),
} as const;

function ids(email: string, tenantId: string): { id: string; email: string; tenantId: string } {
  return { id: seededId("account", email), email, tenantId };
}
