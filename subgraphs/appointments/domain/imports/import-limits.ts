/** Rows of a file at most. */
export const MOST_ROWS = 1_000_000;

/** Bytes of one part in which a file is handed over, at most. */
export const LARGEST_PART = 512 * 1024;

/** Parts of a file at most: a gibibyte. What the router lets through is less. */
export const MOST_PARTS = 2_048;

/** Imports of a tenant that are not at their end. */
export const MOST_UNFINISHED = 20;
