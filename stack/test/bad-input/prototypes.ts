const PROTOTYPES = [Object, Array, Function, String, Number, Boolean, Promise, Map, Set, RegExp, Date, Error];

/** The keys of the prototypes that everything in this process shares, servers included, as a text to compare. */
export function prototypesNow(): string {
  return PROTOTYPES.map(
    ({ name, prototype }) =>
      `${name}: ${Reflect.ownKeys(prototype as object)
        .map(String)
        .join(" ")}`,
  ).join("\n");
}
