/** An object of a result under way: what fetches bring is merged into it. */
export type Values = Record<string, unknown>;

/** Where something stands in a result. */
export type ResultPath = readonly (string | number)[];

/** True for an object that is no list. */
export function isValues(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value of the object's own: a client may well call a field `constructor`. */
export function ownValue(values: Values, key: string): unknown {
  return Object.hasOwn(values, key) ? values[key] : undefined;
}
