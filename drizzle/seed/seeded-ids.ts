import { v5 } from "uuid";

/** Namespace of the seed's names (RFC 9562, section 6.5); any fixed UUID of our own would do. */
const NAMESPACE = "6f1d0c5e-2f0b-4c9e-9d55-7b1a3c0e8a42";

/** A UUIDv5 of a path such as `("clinic", "northwind-berlin")`: the same in every seed of every database. */
export function seededId(...path: readonly (string | number)[]): string {
  return v5(path.join("/"), NAMESPACE);
}
