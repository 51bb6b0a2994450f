import { randomBytes, randomInt } from "node:crypto";
import { newId } from "#shared/db/ids.ts";

/** What a canary looks like, so that it passes for what its place is for. */
export type CanaryShape = "text" | "email" | "phone" | "id" | "token";

/** A value that nobody else has, and where it was put. */
export interface Canary {
  /** For example `signIn.input.password as admin`. */
  readonly place: string;
  /** What is looked for, in lower case: no part of it occurs by chance. */
  readonly needles: readonly string[];
}

const CORE_BYTES = 12;

/** Makes canaries and remembers them. */
export class CanaryMint {
  readonly #canaries: Canary[] = [];

  /** All that were made, in order. */
  get canaries(): readonly Canary[] {
    return this.#canaries;
  }

  /** A new value of this shape for a place. */
  make(place: string, shape: CanaryShape = "text"): string {
    const { value, core } = mintedAs(shape);
    // What is written down in another alphabet is written down all the same.
    const encoded = Buffer.from(value).toString("base64").replace(/=+$/, "");
    this.#canaries.push({ place, needles: [core, encoded.toLowerCase()] });
    return value;
  }
}

function mintedAs(shape: CanaryShape): { readonly value: string; readonly core: string } {
  const core = randomBytes(CORE_BYTES).toString("hex");
  switch (shape) {
    case "text":
      return { value: `Canary ${core}`, core };
    case "email":
      return { value: `${core}@canaries.example`, core };
    case "token":
      return { value: `canary-${core}`, core };
    case "phone": {
      const digits = `49${String(randomInt(10 ** 10, 10 ** 11))}`;
      return { value: `+${digits}`, core: digits };
    }
    case "id": {
      const id = newId();
      return { value: id, core: id };
    }
  }
}
