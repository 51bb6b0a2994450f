import fc from "fast-check";
import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
  type GraphQLNamedType,
} from "graphql";
import {
  hostileCursor,
  hostileDate,
  hostileId,
  hostileInstant,
  hostileNumber,
  hostileText,
  MARK,
  ownKey,
  wrongShape,
} from "./hostile-values.ts";

/** Ids of the seeded world. */
export interface KnownIds {
  /** Of the callers' own tenant, by the name of what they are of: `patient`, `serviceType`. */
  readonly own: Readonly<Record<string, readonly string[]>>;
  /** Of another tenant, of everything that has an id. */
  readonly foreign: readonly string[];
}

/** Where a value is for: `name` of the argument or input field, `root` field of the call. */
export interface Place {
  readonly name: string;
  readonly root: string;
  /** How many hostile scalars to one that fits: a call that has one only gets further than one that has many. */
  readonly hostility: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const TOMORROW = new Date(Date.now() + DAY_MS).toISOString().slice(0, 10);

/** What a text field takes gladly, by its name; any other takes `text`. */
const GOOD_TEXTS: Readonly<Record<string, string>> = {
  tenant: "northwind",
  email: "somebody@northwind.example",
  password: "correct horse battery staple",
  phone: "+493023125999",
};

/** A value for an argument: mostly one that fits, else one that is hostile, of the wrong type, null or left out. */
export function valueFor(type: GraphQLInputType, place: Place, ids: KnownIds): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) {
    return fc.oneof(
      { weight: 40, arbitrary: presentValue(type.ofType, place, ids) },
      { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
    );
  }
  return fc.oneof(
    { weight: 3, arbitrary: presentValue(type, place, ids) },
    { weight: 1, arbitrary: fc.constantFrom(null, undefined) },
  );
}

function presentValue(type: GraphQLInputType, place: Place, ids: KnownIds): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 50, arbitrary: fittingValue(type, place, ids) },
    { weight: 1, arbitrary: wrongShape() },
  );
}

function fittingValue(type: GraphQLInputType, place: Place, ids: KnownIds): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return fittingValue(type.ofType, place, ids);
  if (isListType(type)) {
    const item = presentValue(type.ofType, place, ids);
    return fc.oneof(fc.array(item, { maxLength: 3 }), fc.array(item, { minLength: 11, maxLength: 60 }), item);
  }
  if (isInputObjectType(type)) return inputObject(type, place, ids);
  if (isEnumType(type)) {
    const names = type.getValues().map(({ name }) => name);
    return fc.oneof(fc.constantFrom(...names), fc.constantFrom("__proto__", "", "booked", MARK));
  }
  return scalar(type, place, ids);
}

function inputObject(
  type: Extract<GraphQLNamedType, { getFields(): unknown }> & GraphQLInputType,
  { root, hostility }: Place,
  ids: KnownIds,
): fc.Arbitrary<unknown> {
  if (!isInputObjectType(type)) throw new Error("Not an input object.");
  const parts = Object.values(type.getFields()).map((field) =>
    valueFor(field.type, { name: field.name, root, hostility }, ids).map(
      (value) => [field.name, value] as const,
    ),
  );
  const stranger = fc.oneof(
    { weight: 30, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom("__proto__", "constructor", "isAdmin", "tenantId", "id") },
  );
  return fc.tuple(fc.tuple(...parts), stranger).map(([entries, key]) => {
    const given = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    return key === undefined ? given : Object.assign(ownKey(key, MARK) as object, given);
  });
}

function scalar(type: GraphQLNamedType, place: Place, ids: KnownIds): fc.Arbitrary<unknown> {
  const mix = (good: fc.Arbitrary<unknown>, hostile: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof(
      { weight: 12, arbitrary: good },
      { weight: Math.round(12 * place.hostility), arbitrary: hostile },
    );
  switch (type.name) {
    case "ID":
      return mix(ownId(place, ids), hostileId([...ids.foreign, ...Object.values(ids.own).flat()]));
    case "Int":
    case "SafeInt":
      return mix(fc.integer({ min: 1, max: 10 }), hostileNumber());
    case "Boolean":
      return mix(fc.boolean(), wrongShape());
    case "LocalDate":
      return mix(fc.constantFrom(TOMORROW, "1990-05-05"), hostileDate());
    case "DateTime":
      return mix(fc.constantFrom(`${TOMORROW}T09:00:00Z`, "2020-03-02T09:00:00Z"), hostileInstant());
    default:
      if (place.name === "after") return mix(fc.constant(null), hostileCursor());
      return mix(fc.constant(GOOD_TEXTS[place.name] ?? "text"), hostileText());
  }
}

/** The id of what the place asks for: `clinicId` of a clinic, `id` of whatever the root field is about. */
function ownId({ name, root }: Place, ids: KnownIds): fc.Arbitrary<string> {
  const known = ids.own[name === "id" ? root : name.replace(/Id$/, "")] ?? Object.values(ids.own).flat();
  return fc.constantFrom(...known);
}
