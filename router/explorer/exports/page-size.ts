/** After so many pages that came it is tried again whether longer ones do, too. */
const PAGES_UNTIL_LONGER = 10;

/** How many rows to ask for at once, from as many as points allow. */
export class PageSize {
  readonly #most: number;
  #rows: number;
  #pages = 0;

  constructor(most: number) {
    this.#most = most;
    this.#rows = most;
  }

  get rows(): number {
    return this.#rows;
  }

  /** After a page that took too long; false: it cannot be shorter. */
  halve(): boolean {
    this.#pages = 0;
    if (this.#rows === 1) return false;
    this.#rows = Math.floor(this.#rows / 2);
    return true;
  }

  /** After a page that came. */
  keep(): void {
    this.#pages += 1;
    if (this.#pages % PAGES_UNTIL_LONGER === 0) this.#rows = Math.min(this.#rows * 2, this.#most);
  }
}
