/** How two ways to be answered compare in time. */
export interface Comparison {
  readonly medianAMs: number;
  readonly medianBMs: number;
  /** Probability that a random sample of B takes longer than one of A: 0.5 when nothing can be told apart. */
  readonly superiority: number;
  /** Two-sided; of the Mann–Whitney U test, by its normal approximation with the correction for ties. */
  readonly p: number;
}

/**
 * Compares two samples of durations by their ranks, which makes nothing of how they are distributed or of outliers
 * (H. B. Mann and D. R. Whitney, 1947). For twenty samples each and more.
 */
export function compareSamples(a: readonly number[], b: readonly number[]): Comparison {
  const all = [...a.map((ms) => ({ ms, isB: false })), ...b.map((ms) => ({ ms, isB: true }))];
  all.sort((left, right) => left.ms - right.ms);
  let rankSumB = 0;
  let ties = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    while (end < all.length && all[end]?.ms === all[start]?.ms) end += 1;
    const size = end - start;
    // All of a tie have the rank in its middle; ranks begin with 1.
    const rank = (start + 1 + end) / 2;
    rankSumB += rank * all.slice(start, end).filter(({ isB }) => isB).length;
    ties += size ** 3 - size;
    start = end;
  }
  const pairs = a.length * b.length;
  const count = all.length;
  const uB = rankSumB - (b.length * (b.length + 1)) / 2;
  const variance = (pairs / 12) * (count + 1 - ties / (count * (count - 1)));
  const z = variance === 0 ? 0 : Math.max(0, Math.abs(uB - pairs / 2) - 0.5) / Math.sqrt(variance);
  return {
    medianAMs: median(a),
    medianBMs: median(b),
    superiority: uB / pairs,
    p: Math.min(1, 2 * upperTail(z)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** Of the standard normal distribution; right to seven digits (Abramowitz and Stegun, 7.1.26). */
function upperTail(z: number): number {
  const t = 1 / (1 + (0.327_591_1 * z) / Math.SQRT2);
  const terms = [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592];
  const polynomial = terms.reduce((sum, factor) => sum * t + factor, 0) * t;
  return 0.5 * polynomial * Math.exp(-(z ** 2) / 2);
}
