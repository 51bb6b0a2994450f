import { isAadhaarNumber, isPaymentCardNumber } from "./identifiers.ts";

/**
 * Finds payment cards, Aadhaar numbers and telephone numbers among the numbers of a text. People group digits in
 * many ways, so a whole run of digit groups is taken at once and every plausible window of groups is judged by its
 * shape and its check digit. A run longer than a window cannot hide a number, and the work stays linear.
 */

// Digits with up to three separators between them: spaces, full stops, brackets and hyphens of any width.
const SEPARATOR = String.raw`[ \u00a0\u202f.()\-\u2010-\u2015]`;
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![a-z0-9])";
// Digits glued to an ASCII letter belong to an identifier. A UUID is taken as a whole, and never into a run, so that
// the digits at its end are not taken for a number of their own.
const CANDIDATE = new RegExp(
  String.raw`(?<![a-z0-9])(?:${UUID}|\+?\(?\d+(?:${SEPARATOR}{1,3}(?!${UUID})\d+)*)`,
  "gi",
);
const UUID_START = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const SHORTEST_NUMBER = 8;
const LONGEST_NUMBER = 19;
// https://www.itu.int/rec/T-REC-E.164: at most 15 digits with the country code.
const LONGEST_PHONE = 15;
/** Nobody writes a number in more groups than this, unless it begins with a plus. */
const MOST_GROUPS = 7;

// Lengths of the groups of a window. Cards are printed 4-4-4-4, 4-6-5, 6-13 and the like.
const CARD_SHAPE = /^(?:\d+|[46](?: [4-6]){1,3}(?: \d)?|6 \d+)$/;
const AADHAAR_SHAPE = /^(?:12|4 4 4)$/;
const INDIAN_MOBILE_SHAPE = /^(?:[1-4] )?(?:[3-9]|1[0-4])(?: [3-7]){0,2}$/;
const INDIAN_LANDLINE_SHAPE = /^(?:3 8|4 7|5 6|3 4 4|4 3 4|5 3 3)$/;
const NORTH_AMERICAN_SHAPE = /^3 3 4$/;

/** Digits that stand together, with what separates them from their neighbours. */
interface Group {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  readonly gapBefore: string;
  readonly gapAfter: string;
  /** The first group of a run: what stands before it is the text around the run. */
  readonly opensRun: boolean;
  readonly closesRun: boolean;
  readonly hasPlus: boolean;
}

/** Some groups of a run that follow each other. */
interface Window {
  readonly first: Group;
  readonly last: Group;
  readonly groupCount: number;
  readonly digits: string;
  /** Length of each group, e.g. `4 4 4 4`. */
  readonly shape: string;
}

interface FoundNumber {
  readonly kind: "phone" | "card" | "aadhaar";
  readonly start: number;
  readonly end: number;
}

/** Replaces the numbers in `text` that identify or pay for a person by `[redacted:<kind>]`. */
export function redactNumbers(text: string): string {
  return text.replace(CANDIDATE, (run: string, offset: number) => {
    if (run.length < SHORTEST_NUMBER || UUID_START.test(run)) return run;
    const before = text.slice(Math.max(0, offset - 2), offset);
    const after = text.slice(offset + run.length, offset + run.length + 2);
    return redactRun(run, groupsOf(run, before, after));
  });
}

function groupsOf(run: string, before: string, after: string): Group[] {
  const matches = [...run.matchAll(/(\d+)(\D*)/g)];
  let gapBefore = before + run.slice(0, run.search(/\d/));
  const groups = matches.map((match, index): Group => {
    const [, digits = "", gap = ""] = match;
    const closesRun = index === matches.length - 1;
    const group = {
      digits,
      start: match.index,
      end: match.index + digits.length,
      gapBefore,
      gapAfter: closesRun ? after : gap,
      opensRun: index === 0,
      closesRun,
      hasPlus: index === 0 && run.startsWith("+"),
    };
    gapBefore = gap;
    return group;
  });
  // The last group belongs to an identifier when a letter follows at once.
  return /^[a-z]/i.test(after) ? groups.slice(0, -1) : groups;
}

function redactRun(run: string, groups: readonly Group[]): string {
  let result = "";
  let copied = 0;
  for (const [index, first] of groups.entries()) {
    if (first.start < copied) continue;
    const mostGroups = first.hasPlus ? LONGEST_PHONE : MOST_GROUPS;
    const found = longestNumber(first, groups.slice(index, index + mostGroups));
    if (found === undefined) continue;
    result += `${run.slice(copied, found.start)}[redacted:${found.kind}]`;
    copied = found.end;
  }
  return result + run.slice(copied);
}

function longestNumber(first: Group, following: readonly Group[]): FoundNumber | undefined {
  let found: FoundNumber | undefined;
  let digits = "";
  let shape = "";
  for (const [index, last] of following.entries()) {
    digits += last.digits;
    shape += `${index === 0 ? "" : " "}${String(last.digits.length)}`;
    if (digits.length < SHORTEST_NUMBER) continue;
    if (digits.length > LONGEST_NUMBER) break;
    const kind = kindOf({ first, last, groupCount: index + 1, digits, shape });
    // The plus and bracket before a telephone number go with it.
    const start = kind === "phone" && first.opensRun ? 0 : first.start;
    if (kind !== undefined) found = { kind, start, end: last.end };
  }
  return found;
}

function kindOf(window: Window): FoundNumber["kind"] | undefined {
  const { digits, shape, first } = window;
  const isFraction = !first.opensRun && first.gapBefore === ".";
  if (isFraction) return undefined;
  if (isInternationalPhone(window)) return "phone";
  if (CARD_SHAPE.test(shape) && isPaymentCardNumber(digits)) return "card";
  if (AADHAAR_SHAPE.test(shape) && isAadhaarNumber(digits)) return "aadhaar";
  return isNationalPhone(window) ? "phone" : undefined;
}

/** E.164 with a plus in any grouping, or with the prefix 00 when it is grouped (a bare 00… is a padded number). */
function isInternationalPhone(window: Window): boolean {
  const { digits, first, groupCount } = window;
  if (first.hasPlus) return digits.length <= LONGEST_PHONE && /^[1-9]/.test(digits);
  return groupCount > 1 && /^00[1-9]\d{7,14}$/.test(digits) && standsAlone(window);
}

/**
 * Without a check digit a number must look like nothing but a telephone number: an Indian mobile number (ten digits
 * from 6 to 9, perhaps after 0, 91 or 0091), an Indian landline written in groups, or a North American number written
 * 3-3-4.
 */
function isNationalPhone(window: Window): boolean {
  const { digits, shape } = window;
  const isPhone =
    (INDIAN_MOBILE_SHAPE.test(shape) && /^(?:0|91|0091)?[6-9]\d{9}$/.test(digits)) ||
    (INDIAN_LANDLINE_SHAPE.test(shape) && /^0[1-8]\d{9}$/.test(digits)) ||
    (NORTH_AMERICAN_SHAPE.test(shape) && /^[2-9]\d\d[2-9]\d{6}$/.test(digits));
  return isPhone && standsAlone(window) && !isDecimal(window);
}

/** False when a hyphen, full stop or underscore ties the window to more of an identifier. */
function standsAlone({ first, last }: Window): boolean {
  const isTiedBefore = first.opensRun
    ? /_$|[a-z0-9][-.]$/i.test(first.gapBefore)
    : /^[-.]$/.test(first.gapBefore);
  const isTiedAfter = last.closesRun
    ? /^(?:_|[-.][a-z0-9])/i.test(last.gapAfter)
    : /^[-.]$/.test(last.gapAfter);
  return !isTiedBefore && !isTiedAfter;
}

function isDecimal({ groupCount, first }: Window): boolean {
  return groupCount === 2 && first.gapAfter === ".";
}
