import type { AppointmentStatus } from "./appointment-status.ts";

/** What a fee is for. */
export type FeeKind = "LATE_CANCELLATION" | "NO_SHOW";

/** Who calls an appointment off, or moves it: whose side it is, not which account. */
export const CANCELLATION_INITIATORS = ["PATIENT", "CLINIC"] as const;

/** One of {@link CANCELLATION_INITIATORS}. */
export type CancellationInitiator = (typeof CANCELLATION_INITIATORS)[number];

/** What a clinic's policy and the service's price say, as they stand now. */
export interface FeeTerms {
  /** Elapsed hours before the start, until which patients cancel for free. */
  readonly freeCancellationHours: number;
  /** Of the price, 0 to 100. */
  readonly lateCancellationFeePercent: number;
  /** Of the price, 0 to 100. */
  readonly noShowFeePercent: number;
  /** In the currency's minor unit. */
  readonly priceAmountMinor: number;
  readonly priceCurrency: string;
}

/** An amount that is owed, in the currency's minor unit, more than 0. */
export interface Fee {
  readonly kind: FeeKind;
  readonly amountMinor: number;
  readonly currency: string;
}

/** What of an appointment says until when it is cancelled for free. */
export interface FeeTimes {
  readonly status: AppointmentStatus;
  readonly startsAt: Date;
  /** See {@link feeStartAfterMove}. */
  readonly feeStartsAt: Date | null;
}

/** The columns of an appointment that hold its fee. */
export interface FeeColumns {
  readonly feeKind: FeeKind | null;
  readonly feeAmountMinor: number | null;
  readonly feeCurrency: string | null;
}

const HOUR_MS = 60 * 60 * 1000;

/**
 * A share of an amount in whole minor units; half a unit is rounded up (12.5 to 13).
 * @param amountMinor not negative, a safe integer: the product need not be one
 */
export function percentOf(amountMinor: number, percent: number): number {
  return Number((BigInt(amountMinor) * BigInt(percent) + 50n) / 100n);
}

/** The fee of a kind, whenever it is due; null when it would be nothing. */
export function feeOf(kind: FeeKind, terms: FeeTerms): Fee | null {
  const percent = kind === "NO_SHOW" ? terms.noShowFeePercent : terms.lateCancellationFeePercent;
  const amountMinor = percentOf(Math.max(0, terms.priceAmountMinor), percent);
  return amountMinor === 0 ? null : { kind, amountMinor, currency: terms.priceCurrency };
}

/** The last instant at which the patient cancels for free: elapsed hours before the start, whatever clocks on the wall do. */
export function freeCancellationUntilMs(
  { startsAt, feeStartsAt }: FeeTimes,
  { freeCancellationHours }: Pick<FeeTerms, "freeCancellationHours">,
): number {
  const startsAtMs = Math.min(startsAt.getTime(), feeStartsAt?.getTime() ?? Infinity);
  return startsAtMs - freeCancellationHours * HOUR_MS;
}

/** The fee for calling an appointment off now; null for none. Only what was agreed (`BOOKED`) can cost something. */
export function lateCancellationFee(
  appointment: FeeTimes,
  terms: FeeTerms,
  { initiator, now }: { readonly initiator: CancellationInitiator; readonly now: Date },
): Fee | null {
  if (initiator === "CLINIC" || appointment.status !== "BOOKED") return null;
  if (now.getTime() <= freeCancellationUntilMs(appointment, terms)) return null;
  return feeOf("LATE_CANCELLATION", terms);
}

/**
 * The start that counts for the fee beside the new one, when an appointment is moved. A patient who moves it when cancelling is not
 * free any more stays bound by the earliest start that it had then; a move by the clinic begins anew.
 */
export function feeStartAfterMove(
  appointment: FeeTimes,
  terms: Pick<FeeTerms, "freeCancellationHours">,
  { initiator, now }: { readonly initiator: CancellationInitiator; readonly now: Date },
): Date | null {
  if (initiator === "CLINIC") return null;
  const { startsAt, feeStartsAt } = appointment;
  if (now.getTime() <= freeCancellationUntilMs(appointment, terms)) return feeStartsAt;
  return feeStartsAt !== null && feeStartsAt < startsAt ? feeStartsAt : startsAt;
}

/** What an appointment has that was just agreed for a time. */
export function newlyScheduled(
  now: Date,
): FeeColumns & { readonly scheduledAt: Date; readonly feeStartsAt: null } {
  return { ...columnsOf(null), scheduledAt: now, feeStartsAt: null };
}

/** As an appointment keeps it. */
export function columnsOf(fee: Fee | null): FeeColumns {
  return {
    feeKind: fee?.kind ?? null,
    feeAmountMinor: fee?.amountMinor ?? null,
    feeCurrency: fee?.currency ?? null,
  };
}

/** The fee that an appointment keeps. */
export function feeIn({ feeKind, feeAmountMinor, feeCurrency }: FeeColumns): Fee | null {
  if (feeKind === null || feeAmountMinor === null || feeCurrency === null) return null;
  return { kind: feeKind, amountMinor: feeAmountMinor, currency: feeCurrency };
}
