import type { Tier } from "#shared/auth/viewer.ts";
import type { SeededCurrency } from "./places.ts";

/** Specialties of seeded practitioners. */
export type Specialty = "Cardiology" | "Dermatology" | "General practice" | "Paediatrics" | "Physiotherapy";

/** A service that every seeded clinic offers. */
export interface OfferedService {
  readonly key: string;
  readonly name: string;
  readonly durationMinutes: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  /** Price in the smallest unit of each currency. */
  readonly priceMinor: Readonly<Record<SeededCurrency, number>>;
  readonly minimumTier: Tier;
  /** Kinds of the devices that it needs, one of each. */
  readonly deviceKinds?: readonly string[];
  /** Who gives it. */
  readonly specialties: readonly Specialty[];
  /** Why patients come for it. */
  readonly reasons: readonly string[];
}

/** The services, in the order of the price list. */
export const SERVICES: readonly OfferedService[] = [
  {
    key: "consultation",
    name: "General consultation",
    ...minutes(15, 0, 5),
    priceMinor: { EUR: 4_500, INR: 80_000, USD: 12_000 },
    minimumTier: "STANDARD",
    specialties: ["General practice"],
    reasons: ["Sore throat", "Headaches", "Follow-up of blood test", "Back pain", "Repeat prescription"],
  },
  {
    key: "check-up",
    name: "Executive health check-up",
    ...minutes(60, 0, 0),
    priceMinor: { EUR: 11_000, INR: 220_000, USD: 26_000 },
    minimumTier: "PREMIUM",
    specialties: ["General practice"],
    reasons: ["Yearly check-up", "Check-up before a long journey", "Check-up for a new employer"],
  },
  {
    key: "vaccination",
    name: "Vaccination",
    ...minutes(15, 0, 0),
    priceMinor: { EUR: 2_800, INR: 50_000, USD: 6_500 },
    minimumTier: "STANDARD",
    specialties: ["General practice", "Paediatrics"],
    reasons: ["Influenza vaccination", "Tetanus booster", "Hepatitis A vaccination"],
  },
  {
    key: "skin-screening",
    name: "Skin screening",
    ...minutes(20, 5, 5),
    priceMinor: { EUR: 8_500, INR: 150_000, USD: 19_500 },
    minimumTier: "STANDARD",
    specialties: ["Dermatology"],
    reasons: ["Mole that changed", "Yearly skin screening", "Itching rash"],
  },
  {
    key: "skin-surgery",
    name: "Minor skin surgery",
    ...minutes(45, 5, 10),
    priceMinor: { EUR: 24_000, INR: 600_000, USD: 48_000 },
    minimumTier: "STANDARD",
    specialties: ["Dermatology"],
    reasons: ["Removal of a mole", "Removal of a cyst"],
  },
  {
    key: "physiotherapy",
    name: "Physiotherapy session",
    ...minutes(45, 0, 0),
    priceMinor: { EUR: 6_200, INR: 120_000, USD: 14_000 },
    minimumTier: "STANDARD",
    specialties: ["Physiotherapy"],
    reasons: ["Knee after surgery", "Lower back pain", "Stiff shoulder", "Ankle sprain"],
  },
  {
    key: "heart-check",
    name: "Heart check with ECG",
    ...minutes(30, 5, 10),
    priceMinor: { EUR: 13_500, INR: 250_000, USD: 32_000 },
    minimumTier: "STANDARD",
    deviceKinds: ["ECG"],
    specialties: ["Cardiology"],
    reasons: ["Palpitations", "High blood pressure", "Follow-up of ECG"],
  },
  {
    key: "child-check",
    name: "Child development check",
    ...minutes(25, 0, 5),
    priceMinor: { EUR: 7_500, INR: 140_000, USD: 17_500 },
    minimumTier: "STANDARD",
    specialties: ["Paediatrics"],
    reasons: ["Regular development check", "Check before starting school"],
  },
];

function minutes(
  durationMinutes: number,
  bufferBeforeMinutes: number,
  bufferAfterMinutes: number,
): { durationMinutes: number; bufferBeforeMinutes: number; bufferAfterMinutes: number } {
  return { durationMinutes, bufferBeforeMinutes, bufferAfterMinutes };
}
