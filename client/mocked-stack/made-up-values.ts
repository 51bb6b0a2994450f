// Values that look like those of a clinic and are nobody's. The same seed makes the same value, today and tomorrow.

const GIVEN_NAMES = ["Anna", "Milan", "Priya", "Jonas", "Leila", "Tomás", "Grace", "Kenji"];
const FAMILY_NAMES = ["Berger", "Okafor", "Sharma", "Lindqvist", "Moreau", "Silva", "Novak", "Tanaka"];
const CITIES = ["Berlin", "Lisbon", "Pune", "Toronto"];

const FIRST_DAY_MS = Date.UTC(2026, 2, 2, 8);
const DAY_MS = 24 * 60 * 60_000;
const HALF_HOUR_MS = 30 * 60_000;

/** A whole number from 0 to 2³² − 1 for a text (FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/). */
export function numberOf(seed: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < seed.length; index += 1)
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01_00_01_93) >>> 0;
  return hash;
}

/** One of `choices`, which must not be empty. */
export function pick<T>(choices: readonly T[], seed: string): T {
  const chosen = choices[numberOf(seed) % choices.length];
  if (chosen === undefined) throw new Error("There is nothing to choose from.");
  return chosen;
}

/** A field that is to have a value. */
export interface MadeUpField {
  readonly typeName: string;
  readonly fieldName: string;
  /** Where the object stands in the answer: the same for all of its fields, so that they fit each other. */
  readonly objectSeed: string;
  /** Where the field stands in the answer. */
  readonly seed: string;
}

/** Made-up values by name of the scalar. */
export const SCALARS: Readonly<Record<string, (field: MadeUpField) => unknown>> = {
  ID: ({ seed }) => uuidOf(seed),
  String: (field) => (STRINGS[field.fieldName] ?? wordsOf)(field),
  Int: ({ fieldName, seed }) => ((numberOf(seed) % 3) + 1) * (fieldName.endsWith("Minutes") ? 15 : 1),
  // Rates are the only numbers that are not whole.
  Float: ({ seed }) => (numberOf(seed) % 101) / 100,
  // What a payload says of a mutation that was not refused: it was done.
  Boolean: ({ typeName, seed }) => typeName.endsWith("Payload") || numberOf(seed) % 2 === 0,
  SafeInt: ({ seed }) => ((numberOf(seed) % 40) + 1) * 500,
  CurrencyCode: () => "EUR",
  DateTime: instantOf,
  LocalDate: ({ seed }) =>
    new Date(Date.UTC(1950, 0, 1) + (numberOf(seed) % 18_000) * DAY_MS).toISOString().slice(0, 10),
};

const STRINGS: Readonly<Record<string, (field: MadeUpField) => string>> = {
  given: ({ objectSeed }) => pick(GIVEN_NAMES, `${objectSeed} given`),
  family: ({ objectSeed }) => pick(FAMILY_NAMES, `${objectSeed} family`),
  display: ({ objectSeed }) =>
    `${pick(GIVEN_NAMES, `${objectSeed} given`)} ${pick(FAMILY_NAMES, `${objectSeed} family`)}`,
  name: ({ typeName, objectSeed }) => pick(NAMES[typeName] ?? [typeName], objectSeed),
  city: ({ objectSeed }) => pick(CITIES, objectSeed),
  timeZone: ({ seed }) => pick(["Europe/Berlin", "Europe/Lisbon", "Asia/Kolkata", "America/Toronto"], seed),
  region: ({ seed }) => pick(["eu-central", "ap-south", "us-east"], seed),
  email: ({ seed }) => `person-${String(numberOf(seed) % 1_000)}@clinic.example`,
  phone: ({ seed }) => `+4930${String(10_000_000 + (numberOf(seed) % 10_000_000))}`,
  specialty: ({ seed }) => pick(["General practice", "Dermatology", "Paediatrics"], seed),
  month: ({ seed }) => `2026-0${String((numberOf(seed) % 9) + 1)}`,
  opensAt: () => "08:00",
  closesAt: () => "17:00",
  options: () => "{}",
  uri: () => "otpauth://totp/Clinic:person@clinic.example?secret=JBSWY3DPEHPK3PXP&issuer=Clinic",
  secret: () => "JBSWY3DPEHPK3PXP",
};

const NAMES: Readonly<Record<string, readonly string[]>> = {
  Clinic: ["Northwind Mitte", "Northwind Harbour", "Lakeside West"],
  Room: ["Room 1", "Room 2", "Room 3"],
  ServiceType: ["Consultation", "Check-up", "Vaccination"],
  Tenant: ["Northwind"],
};

function uuidOf(seed: string): string {
  const digits = [0, 1, 2, 3]
    .map((part) =>
      numberOf(`${seed} ${String(part)}`)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");
  return `0190${digits.slice(4, 8)}-${digits.slice(8, 12)}-7${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20)}`;
}

/** Ends are half an hour after starts. */
function instantOf({ fieldName, objectSeed }: MadeUpField): string {
  const startMs =
    FIRST_DAY_MS + (numberOf(objectSeed) % 18) * HALF_HOUR_MS + (numberOf(objectSeed) % 5) * DAY_MS;
  const isEnd = /^(ends|expires|validUntil)|EndsAt$/.test(fieldName);
  return new Date(startMs + (isEnd ? HALF_HOUR_MS : 0)).toISOString();
}

/** `cancellationReason` → `Cancellation reason 7`. */
function wordsOf({ fieldName, seed }: MadeUpField): string {
  const words = fieldName.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${String(numberOf(seed) % 100)}`;
}
