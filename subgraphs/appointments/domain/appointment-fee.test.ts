import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  columnsOf,
  feeIn,
  feeOf,
  feeStartAfterMove,
  freeCancellationUntilMs,
  lateCancellationFee,
  percentOf,
  type FeeTerms,
  type FeeTimes,
} from "./appointment-fee.ts";
import { APPOINTMENT_STATUSES } from "./appointment-status.ts";

const HOUR_MS = 60 * 60 * 1000;
const TERMS: FeeTerms = {
  freeCancellationHours: 24,
  lateCancellationFeePercent: 50,
  noShowFeePercent: 80,
  priceAmountMinor: 4_500,
  priceCurrency: "EUR",
};
const STARTS_AT = new Date("2026-03-12T10:00:00Z");
const DEADLINE_MS = STARTS_AT.getTime() - 24 * HOUR_MS;
const booked = (times: Partial<FeeTimes> = {}): FeeTimes => ({
  status: "BOOKED",
  startsAt: STARTS_AT,
  feeStartsAt: null,
  ...times,
});
const patientAt = (nowMs: number) => ({ initiator: "PATIENT" as const, now: new Date(nowMs) });

describe("a percentage of a price", () => {
  it.each([
    [4_500, 50, 2_250],
    [25, 50, 13],
    [1, 50, 1],
    [1, 49, 0],
    [99, 1, 1],
    [49, 1, 0],
    [50, 1, 1],
    [150, 1, 2],
    [333, 33, 110],
    [4_500, 0, 0],
    [4_500, 100, 4_500],
    [0, 100, 0],
    [Number.MAX_SAFE_INTEGER, 100, Number.MAX_SAFE_INTEGER],
    [Number.MAX_SAFE_INTEGER, 50, (Number.MAX_SAFE_INTEGER + 1) / 2],
  ])("of %i, %i percent, is %i", (amount, percent, expected) => {
    expect(percentOf(amount, percent)).toBe(expected);
  });

  it("is the nearest whole unit, the upper one of two, never more than the price", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 100 }), (amount, percent) => {
        const hundredths = BigInt(amount) * BigInt(percent) - BigInt(percentOf(amount, percent)) * 100n;
        return hundredths >= -50n && hundredths < 50n && percentOf(amount, percent) <= amount;
      }),
    );
  });
});

describe("a fee", () => {
  it("is of its kind's percentage, and none when that is nothing", () => {
    expect(feeOf("LATE_CANCELLATION", TERMS)).toEqual({
      kind: "LATE_CANCELLATION",
      amountMinor: 2_250,
      currency: "EUR",
    });
    expect(feeOf("NO_SHOW", TERMS)).toMatchObject({ kind: "NO_SHOW", amountMinor: 3_600 });
    expect(feeOf("NO_SHOW", { ...TERMS, noShowFeePercent: 0 })).toBeNull();
    expect(feeOf("NO_SHOW", { ...TERMS, priceAmountMinor: 0 })).toBeNull();
    expect(feeOf("NO_SHOW", { ...TERMS, noShowFeePercent: 1, priceAmountMinor: 49 })).toBeNull();
    expect(feeOf("NO_SHOW", { ...TERMS, priceAmountMinor: -100 })).toBeNull();
  });

  it("is kept as it is, and so is that there is none", () => {
    const fee = feeOf("NO_SHOW", TERMS);
    expect(feeIn(columnsOf(fee))).toEqual(fee);
    expect(feeIn(columnsOf(null))).toBeNull();
  });
});

describe("cancelling", () => {
  it("is free until the deadline, that instant included, and costs the patient from a millisecond later on", () => {
    expect(lateCancellationFee(booked(), TERMS, patientAt(DEADLINE_MS))).toBeNull();
    expect(lateCancellationFee(booked(), TERMS, patientAt(DEADLINE_MS + 1))).toMatchObject({
      amountMinor: 2_250,
    });
  });

  it("costs nothing when the clinic does it", () => {
    const now = new Date(DEADLINE_MS + 1);
    expect(lateCancellationFee(booked(), TERMS, { initiator: "CLINIC", now })).toBeNull();
  });

  it("costs nothing in any state but that which was agreed", () => {
    const costly = APPOINTMENT_STATUSES.filter(
      (status) => lateCancellationFee(booked({ status }), TERMS, patientAt(DEADLINE_MS + 1)) !== null,
    );
    expect(costly).toEqual(["BOOKED"]);
  });

  it("is free until the start with a deadline of no hours", () => {
    const terms = { ...TERMS, freeCancellationHours: 0 };
    expect(lateCancellationFee(booked(), terms, patientAt(STARTS_AT.getTime() - 1))).toBeNull();
  });

  it.each([
    // Berlin: 10:00 summer time, the day before at 09:00 winter time; an hour less on the wall.
    ["2026-03-29T10:00:00+02:00", "2026-03-28T09:00:00+01:00"],
    // 10:00 winter time, the day before at 11:00 summer time.
    ["2026-10-25T10:00:00+01:00", "2026-10-24T11:00:00+02:00"],
    // New York.
    ["2026-03-08T09:00:00-04:00", "2026-03-07T08:00:00-05:00"],
  ])("has its deadline 24 elapsed hours before %s: %s", (startsAt, deadline) => {
    expect(freeCancellationUntilMs(booked({ startsAt: new Date(startsAt) }), TERMS)).toBe(
      Date.parse(deadline),
    );
  });
});

describe("moving", () => {
  const later = new Date(STARTS_AT.getTime() + 30 * 24 * HOUR_MS);

  it("while it is free to cancel wins time", () => {
    expect(feeStartAfterMove(booked(), TERMS, patientAt(DEADLINE_MS))).toBeNull();
  });

  it("when it is not keeps the patient bound by the earliest start of then", () => {
    const feeStartsAt = feeStartAfterMove(booked(), TERMS, patientAt(DEADLINE_MS + 1));
    expect(feeStartsAt).toEqual(STARTS_AT);
    const moved = booked({ startsAt: later, feeStartsAt });
    expect(freeCancellationUntilMs(moved, TERMS)).toBe(DEADLINE_MS);
    expect(lateCancellationFee(moved, TERMS, patientAt(DEADLINE_MS + 2))).not.toBeNull();
    expect(feeStartAfterMove(moved, TERMS, patientAt(DEADLINE_MS + 2))).toEqual(STARTS_AT);
    const earlier = new Date(STARTS_AT.getTime() - HOUR_MS);
    expect(
      feeStartAfterMove(booked({ startsAt: earlier, feeStartsAt }), TERMS, patientAt(DEADLINE_MS)),
    ).toEqual(earlier);
  });

  it("by the clinic begins anew", () => {
    const now = new Date(DEADLINE_MS + 1);
    const moved = booked({ startsAt: later, feeStartsAt: STARTS_AT });
    expect(feeStartAfterMove(booked(), TERMS, { initiator: "CLINIC", now })).toBeNull();
    expect(feeStartAfterMove(moved, TERMS, { initiator: "CLINIC", now })).toBeNull();
  });

  it("never makes an appointment cheaper to cancel than it was, however often and wherever to", () => {
    const move = fc.record({
      toMs: fc.integer({ min: 1, max: 60 * 24 }),
      waitMs: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 8 }), (moves) => {
        let nowMs = DEADLINE_MS + 1;
        let appointment = booked();
        for (const { toMs, waitMs } of moves) {
          nowMs += waitMs;
          const feeStartsAt = feeStartAfterMove(appointment, TERMS, patientAt(nowMs));
          appointment = booked({ startsAt: new Date(nowMs + toMs * HOUR_MS), feeStartsAt });
        }
        return lateCancellationFee(appointment, TERMS, patientAt(nowMs)) !== null;
      }),
    );
  });
});
