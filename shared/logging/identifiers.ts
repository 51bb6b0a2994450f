/**
 * Pure checks of numbers that carry a check digit. They take digits only: whoever finds a number in a text removes
 * its spaces and hyphens first.
 */

const DIGITS = /^\d+$/;

/**
 * True when the last digit is the check digit of those before it by the Luhn algorithm
 * (ISO/IEC 7812-1, annex B), as on payment cards.
 */
export function hasLuhnCheckDigit(digits: string): boolean {
  if (!DIGITS.test(digits)) return false;
  let sum = 0;
  for (let position = 1; position <= digits.length; position += 1) {
    const digit = Number(digits.charAt(digits.length - position));
    const weighted = position % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/**
 * True for the number of a payment card: 13 to 19 digits with a Luhn check digit. Numbers that begin with 0 are not
 * issued to card holders; those that begin with 1 are airline cards of exactly 15 digits, which keeps timestamps
 * (milliseconds, microseconds and nanoseconds since 1970 all begin with 1) out.
 */
export function isPaymentCardNumber(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  if (digits.startsWith("0")) return false;
  if (digits.startsWith("1") && digits.length !== 15) return false;
  return hasLuhnCheckDigit(digits);
}

// The dihedral group D5 and the permutation of J. Verhoeff, "Error Detecting Decimal Codes" (1969).
const MULTIPLICATION =
  "0123456789" +
  "1234067895" +
  "2340178956" +
  "3401289567" +
  "4012395678" +
  "5987604321" +
  "6598710432" +
  "7659821043" +
  "8765932104" +
  "9876543210";
const PERMUTATION =
  "0123456789" +
  "1576283094" +
  "5803796142" +
  "8916043527" +
  "9453126870" +
  "4286573901" +
  "2793806415" +
  "7046913258";

/** True when the last digit is the check digit of those before it by the Verhoeff algorithm. */
export function hasVerhoeffCheckDigit(digits: string): boolean {
  if (!DIGITS.test(digits)) return false;
  let check = 0;
  for (let position = 0; position < digits.length; position += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - position));
    const permuted = Number(PERMUTATION.charAt((position % 8) * 10 + digit));
    check = Number(MULTIPLICATION.charAt(check * 10 + permuted));
  }
  return check === 0;
}

/**
 * True for an Aadhaar number: 12 digits, not beginning with 0 or 1, with a Verhoeff check digit
 * (UIDAI, "Aadhaar numbering scheme").
 */
export function isAadhaarNumber(digits: string): boolean {
  return /^[2-9]\d{11}$/.test(digits) && hasVerhoeffCheckDigit(digits);
}
