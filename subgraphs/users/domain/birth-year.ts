/** From this age on a year of birth tells who somebody is: 45 CFR 164.514(b)(2)(i)(C). */
const AGE_THAT_IDENTIFIES = 90;

/** The year of birth as it is told: null for who is 90 in the year of `now` (UTC) or older. */
export function tellableBirthYear(birthYear: number, now: Date): number | null {
  return now.getUTCFullYear() - birthYear >= AGE_THAT_IDENTIFIES ? null : birthYear;
}
