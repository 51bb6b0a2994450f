/** What every name beyond the bound is counted as. */
const OTHER = "other";
const LONGEST_NAME = 64;

/**
 * Keeps the labels of a metric few although clients choose the names: the first `limit` are kept for as long as the
 * process runs, and every later or very long one is `other`.
 */
export class BoundedNames {
  readonly #limit: number;
  readonly #known = new Set<string>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** `name`, or `other`. */
  bound(name: string): string {
    if (this.#known.has(name)) return name;
    if (name.length > LONGEST_NAME || this.#known.size >= this.#limit) return OTHER;
    this.#known.add(name);
    return name;
  }
}
