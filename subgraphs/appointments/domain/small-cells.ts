/**
 * The fewest appointments that a published number may be of: cells of 1 to 10 are not published (CMS cell size
 * suppression policy, https://resdac.org/articles/cms-cell-size-suppression-policy).
 */
export const SMALLEST_CELL = 11;

/** True for a number that may be told: none, or enough. */
export function isTellable(count: number): boolean {
  return count === 0 || count >= SMALLEST_CELL;
}

/**
 * Which groups of one whole may be told one by one. The others are one remainder: its total, which the whole and the
 * told ones give away, is none or at least {@link SMALLEST_CELL}, and the groups in it are not all of one size as long
 * as anything is told beside it. Groups of none are in the remainder, too, so that it cannot be seen how many have some.
 *
 * The remainder is "all groups of at most so many", with the lowest limit that will do. So it depends on sizes only:
 * whoever knows this rule, too, cannot tell which group in it is which.
 * @param sizes of all groups that there could be
 */
export function tellableGroups<Group>(sizes: ReadonlyMap<Group, number>): ReadonlySet<Group> {
  const all = [...sizes];
  if (all.every(([, size]) => isTellable(size))) return new Set(sizes.keys());
  const limits = [...new Set([SMALLEST_CELL - 1, ...sizes.values()])]
    .filter((limit) => limit >= SMALLEST_CELL - 1)
    .sort((one, other) => one - other);
  for (const limit of limits) {
    const kept = all.filter(([, size]) => size <= limit).map(([, size]) => size);
    const total = kept.reduce((sum, size) => sum + size, 0);
    if (total >= SMALLEST_CELL && new Set(kept).size > 1)
      return new Set(all.filter(([, size]) => size > limit).map(([group]) => group));
  }
  return new Set();
}
