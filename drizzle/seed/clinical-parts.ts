import type { Confidentiality } from "#shared/auth/confidentiality.ts";
import type { SeededRandom } from "#shared/random/seeded-random.ts";

/** What an appointment of the world tells of the patient's health. */
export interface ClinicalPart {
  readonly confidentiality: Confidentiality;
  readonly reason: string | null;
  /** What is noted once the visit has taken place. */
  readonly notes: string | null;
}

const RESTRICTED_SHARE = 0.06;
const VERY_RESTRICTED_SHARE = 0.02;
/** Of visits that took place. */
const NOTED_SHARE = 0.9;

const NOTES = [
  "Examination without findings. To come again if it gets worse.",
  "Findings as last time. Treatment goes on unchanged.",
  "Advice given. Check again in six weeks.",
  "Laboratory samples taken; results by telephone.",
] as const;

const CLOSELY_KEPT: Readonly<Record<Exclude<Confidentiality, "NORMAL">, readonly string[]>> = {
  RESTRICTED: [
    "Asks not to be called at home about the result",
    "Wants to talk about drinking",
    "Sleeps badly since a bereavement",
  ],
  VERY_RESTRICTED: ["Injuries that the partner must not hear of", "Does not feel safe at home"],
};

/**
 * Makes the clinical part of a visit.
 * @param told why the patient comes, unless that is closely kept
 * @param wanted how closely it is kept; undefined leaves it to chance
 */
export function clinicalPart(
  random: SeededRandom,
  told: string | null,
  wanted: Confidentiality | undefined,
): ClinicalPart {
  const drawn = confidentialityOf(random.fraction());
  const notes = random.chance(NOTED_SHARE) ? random.pick(NOTES) : null;
  const confidentiality = wanted ?? drawn;
  const reason = confidentiality === "NORMAL" ? told : random.pick(CLOSELY_KEPT[confidentiality]);
  return { confidentiality, reason, notes };
}

function confidentialityOf(fraction: number): Confidentiality {
  if (fraction < VERY_RESTRICTED_SHARE) return "VERY_RESTRICTED";
  return fraction < VERY_RESTRICTED_SHARE + RESTRICTED_SHARE ? "RESTRICTED" : "NORMAL";
}
