import { seededId } from "./seeded-ids.ts";

/** The clinic networks. */
export const TENANTS = {
  northwind: {
    id: seededId("tenant", "northwind"),
    slug: "northwind",
    name: "Northwind Clinics",
    homeRegion: "eu-central",
    allowsSignUp: true,
  },
  lakeside: {
    id: seededId("tenant", "lakeside"),
    slug: "lakeside",
    name: "Lakeside Health",
    homeRegion: "us-east",
    allowsSignUp: false,
  },
} as const;

/** Currencies that seeded clinics charge in (ISO 4217). */
export type SeededCurrency = "EUR" | "INR" | "USD";

/** Cultures that the names of a clinic's patients come from; see `names.ts`. */
export type NameCulture =
  | "ANGLO"
  | "ARABIC"
  | "BENGALI"
  | "CHINESE"
  | "GERMAN"
  | "HINDI"
  | "HISPANIC"
  | "POLISH"
  | "TAMIL"
  | "TURKISH";

/** A seeded clinic. */
export interface SeededClinic {
  readonly id: string;
  readonly key: string;
  readonly tenantId: string;
  readonly name: string;
  readonly city: string;
  readonly region: string;
  /** IANA zone; the clinic's local times are in it. */
  readonly timeZone: string;
  readonly currency: SeededCurrency;
  readonly nameCultures: readonly NameCulture[];
  /** Starts of E.164 numbers that reach nobody, each to be followed by {@link SeededClinic.phoneDigits} digits. */
  readonly phonePrefixes: readonly string[];
  readonly phoneDigits: number;
}

/** The clinics: two per tenant, in different regions and zones, one of each pair with daylight saving time. */
export const CLINICS = {
  northwindBerlin: {
    id: seededId("clinic", "northwind-berlin"),
    key: "northwind-berlin",
    tenantId: TENANTS.northwind.id,
    name: "Northwind Berlin Mitte",
    city: "Berlin",
    region: "eu-central",
    timeZone: "Europe/Berlin",
    currency: "EUR",
    nameCultures: ["GERMAN", "GERMAN", "TURKISH", "POLISH", "ARABIC"],
    // Bundesnetzagentur, numbers for films and television: (0)30 23125-000 to -999.
    phonePrefixes: ["+493023125"],
    phoneDigits: 3,
  },
  northwindDelhi: {
    id: seededId("clinic", "northwind-delhi"),
    key: "northwind-delhi",
    tenantId: TENANTS.northwind.id,
    name: "Northwind Delhi Saket",
    city: "New Delhi",
    region: "ap-south",
    timeZone: "Asia/Kolkata",
    currency: "INR",
    nameCultures: ["HINDI", "HINDI", "BENGALI", "TAMIL"],
    // India reserves none for fiction; a subscriber's number in Delhi (11) never begins with 0.
    phonePrefixes: ["+911100000"],
    phoneDigits: 3,
  },
  lakesideNewYork: {
    id: seededId("clinic", "lakeside-new-york"),
    key: "lakeside-new-york",
    tenantId: TENANTS.lakeside.id,
    name: "Lakeside New York Chelsea",
    city: "New York",
    region: "us-east",
    timeZone: "America/New_York",
    currency: "USD",
    nameCultures: ["ANGLO", "HISPANIC", "CHINESE", "BENGALI"],
    // North American Numbering Plan: 555-0100 to 555-0199 of every area code.
    phonePrefixes: ["+121255501", "+164655501"],
    phoneDigits: 2,
  },
  lakesidePhoenix: {
    id: seededId("clinic", "lakeside-phoenix"),
    key: "lakeside-phoenix",
    tenantId: TENANTS.lakeside.id,
    name: "Lakeside Phoenix Encanto",
    city: "Phoenix",
    region: "us-west",
    timeZone: "America/Phoenix",
    currency: "USD",
    nameCultures: ["ANGLO", "HISPANIC", "HISPANIC"],
    phonePrefixes: ["+160255501", "+148055501"],
    phoneDigits: 2,
  },
} as const satisfies Record<string, SeededClinic>;

/** Rooms of each clinic. */
export const ROOMS_PER_CLINIC = 4;

/** Id of a seeded practitioner, by the key in `staff.ts`. */
export function seededPractitionerId(clinic: SeededClinic, practitionerKey: string): string {
  return seededId("practitioner", clinic.key, practitionerKey);
}

/** Devices of every seeded clinic. */
export const DEVICES = [
  { key: "ecg-1", name: "ECG 1", kind: "ECG" },
  { key: "ecg-2", name: "ECG 2", kind: "ECG" },
] as const;

/** Id of a seeded device, by its key in {@link DEVICES}. */
export function seededDeviceId(clinic: SeededClinic, deviceKey: string): string {
  return seededId("device", clinic.key, deviceKey);
}

/** Id of a seeded service, by the key in `services-offered.ts`. */
export function seededServiceTypeId(clinic: SeededClinic, serviceKey: string): string {
  return seededId("service-type", clinic.key, serviceKey);
}

/** Id of a seeded room; rooms are numbered from 1. */
export function seededRoomId(clinic: SeededClinic, roomNumber: number): string {
  return seededId("room", clinic.key, roomNumber);
}
