/**
 * How closely the clinical part of an appointment is kept, least first. FHIR R4 `meta.security`, codes N, R and V of
 * http://terminology.hl7.org/CodeSystem/v3-Confidentiality.
 */
export const CONFIDENTIALITIES = ["NORMAL", "RESTRICTED", "VERY_RESTRICTED"] as const;

/** A level of {@link CONFIDENTIALITIES}. */
export type Confidentiality = (typeof CONFIDENTIALITIES)[number];

/**
 * Why somebody breaks the glass. Each is a purpose of use of http://terminology.hl7.org/CodeSystem/v3-ActReason: `BTG`
 * all of them, the first `ETREAT` and the last `COC`, too.
 */
export const BREAK_GLASS_PURPOSES = ["EMERGENCY_TREATMENT", "SAFEGUARDING", "CONTINUITY_OF_CARE"] as const;

/** A purpose of {@link BREAK_GLASS_PURPOSES}. */
export type BreakGlassPurpose = (typeof BREAK_GLASS_PURPOSES)[number];

/** The closest kept level that each purpose opens. `app.glass_reaches` in `drizzle/bootstrap.ts` says the same. */
const REACH: Readonly<Record<BreakGlassPurpose, Confidentiality>> = {
  EMERGENCY_TREATMENT: "VERY_RESTRICTED",
  SAFEGUARDING: "RESTRICTED",
  CONTINUITY_OF_CARE: "NORMAL",
};

/** True when breaking the glass for this purpose opens what is kept at this level. */
export function glassReaches(purpose: BreakGlassPurpose, confidentiality: Confidentiality): boolean {
  return CONFIDENTIALITIES.indexOf(confidentiality) <= CONFIDENTIALITIES.indexOf(REACH[purpose]);
}

/** What a review finds of a broken glass. */
export const BREAK_GLASS_FINDINGS = ["JUSTIFIED", "UNJUSTIFIED"] as const;
