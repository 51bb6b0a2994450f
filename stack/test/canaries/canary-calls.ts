import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from "graphql";
import { everyCall, withVariables, type ApiCall } from "../bad-input/api-calls.ts";
import type { KnownIds } from "../bad-input/call-arguments.ts";
import type { CanaryMint, CanaryShape } from "./canary-mint.ts";

/** A request body for `/graphql`. */
export interface CanaryRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Tomorrow, as dates and instants are written. */
const TOMORROW = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** Shapes by the name of the argument or input field; text when it has none. */
const SHAPES: Readonly<Record<string, CanaryShape>> = {
  email: "email",
  phone: "phone",
  password: "token",
  clientId: "token",
};

/**
 * Every call that the API has, made from its schema, with a canary in each place that takes text or an id: all at once,
 * and then one after the other with the other places as they should be, so that each is read as far as it can be.
 */
export function canaryCalls(options: CanaryCallsOptions): readonly CanaryRequest[] {
  return everyCall().flatMap((call) => {
    const places = placesOf(call);
    return [
      fill(call, options, () => true),
      ...places.map((chosen) => fill(call, options, (place) => place === chosen)),
    ];
  });
}

/** What {@link canaryCalls} needs. */
export interface CanaryCallsOptions {
  readonly mint: CanaryMint;
  /** Of the caller, for telling where a canary was put. */
  readonly caller: string;
  /** Ids that are as they should be. */
  readonly ids: KnownIds["own"];
}

type IsChosen = (place: string) => boolean;

function fill(call: ApiCall, { mint, caller, ids }: CanaryCallsOptions, isChosen: IsChosen): CanaryRequest {
  const variables: Record<string, unknown> = {};
  for (const { variable, argument } of call.arguments) {
    const make = (place: string, name: string, isId: boolean): string => {
      if (isChosen(place)) return mint.make(`${place} as ${caller}`, isId ? "id" : (SHAPES[name] ?? "text"));
      if (!isId) return HARMLESS[name] ?? "text";
      return ids[name === "id" ? call.root : name.replace(/Id$/, "")]?.[0] ?? NOBODYS_ID;
    };
    variables[variable] = valueOf(argument.type, {
      place: `${call.coordinate}.${variable}`,
      name: argument.name,
      make,
    });
  }
  return { query: withVariables(call), variables };
}

interface Spot {
  readonly place: string;
  readonly name: string;
  readonly make: (place: string, name: string, isId: boolean) => string;
}

function valueOf(type: GraphQLInputType, { place, name, make }: Spot): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, { place, name, make });
  if (isListType(type)) return [valueOf(type.ofType, { place, name, make })];
  if (isInputObjectType(type)) {
    return Object.fromEntries(
      Object.values(type.getFields()).map((field) => [
        field.name,
        valueOf(field.type, { place: `${place}.${field.name}`, name: field.name, make }),
      ]),
    );
  }
  if (isEnumType(type)) return type.getValues()[0]?.name;
  switch (getNamedType(type).name) {
    case "Int":
    case "SafeInt":
      return 1;
    case "Boolean":
      return false;
    case "LocalDate":
      return name === "birthDate" ? "1990-05-05" : TOMORROW;
    case "DateTime":
      return `${TOMORROW}T09:00:00Z`;
    default:
      return make(place, name, getNamedType(type).name === "ID");
  }
}

/** Places of a call that take text or an id. */
function placesOf(call: ApiCall): readonly string[] {
  const places: string[] = [];
  for (const { variable, argument } of call.arguments) {
    valueOf(argument.type, {
      place: `${call.coordinate}.${variable}`,
      name: argument.name,
      make: (place) => {
        places.push(place);
        return "";
      },
    });
  }
  return places;
}

/** What a text field takes gladly, by its name; any other takes `text`. */
const HARMLESS: Readonly<Record<string, string>> = {
  tenant: "northwind",
  email: "nobody@canaries.example",
  phone: "+493023125999",
  password: "correct horse battery staple",
};
const NOBODYS_ID = "0190a3b2-7c4d-7e5f-8a6b-1c2d3e4f5a6b";
