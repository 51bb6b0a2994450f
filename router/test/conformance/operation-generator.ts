import {
  getNamedType,
  getNullableType,
  GraphQLNonNull,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from "graphql";
import type { Operation } from "./conformance-graph.ts";

/** Chooses a whole number from 0 to `count` - 1. */
export type Choose = (count: number) => number;

/** A value as it stands in a document, and as it travels in `variables`. */
interface Value {
  readonly literal: string;
  readonly json: unknown;
}

/** What values are made of, by name of the scalar: ids that exist and some that do not, and text that needs escaping. */
const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  ID: ["w0", "w1", "w2", "w3", "w4", "p0", "p1", "p2", "p3", "p4", "main", "branch", "none"],
  Int: [0, 1, 2, 3, 1920, 1960, -1],
  Float: [0, 1.5, -2.25, 3],
  String: [
    "Alba",
    "Rome",
    "Oslo",
    "w",
    "",
    'a "quoted" \\ text',
    "line\nbreak { } # no comment",
    "ünïcode 🏃",
  ],
  Boolean: [true, false],
};
/** Fields that an interface gets from a subgraph that takes it for an object. */
const INTERFACE_OBJECT_FIELDS: ReadonlySet<string> = new Set(["reviews", "rating", "headline", "related"]);
/** Sizes at which an operation stops to grow. */
const MAX_DEPTH = 6;
const MAX_FIELDS = 30;
const MAX_DIRECTIVES = 9;
const CONDITIONS = 3;
/**
 * Makes an operation that is valid for the schema: fields with and without alias, arguments as literals and variables
 * (some left out, some with defaults), inline and named fragments on objects, interfaces and unions, spread more than
 * once, and `@skip` and `@include` on all of them. A response name always means the same field with the same
 * arguments, so that all of its selections can be merged.
 *
 * Left out, because `@apollo/gateway` 2.14 cannot plan or execute it: a field of an interface object selected in a
 * fragment on one of the types that implement the interface (`works { ... on Film { rating } }`), and a fragment on an
 * interface or union within an object or another interface, which may not overlap (`... on Hit { ... on Named`). Nor has
 * the data a fault in a field that its type promises and that the fetch of an interface object's real type asks for: the
 * gateway then takes the object for one of no known type.
 */
export function generateOperation(schema: GraphQLSchema, choose: Choose): Operation {
  return new OperationGenerator(schema, choose).generate();
}

class OperationGenerator {
  readonly #schema: GraphQLSchema;
  readonly #choose: Choose;
  readonly #fragments: {
    readonly name: string;
    readonly type: GraphQLCompositeType;
    readonly text: string;
  }[] = [];
  readonly #declarations = new Map<string, string>();
  readonly #variables: Record<string, unknown> = {};
  /** What each response name means. */
  readonly #meanings = new Map<string, string>();
  #fields = 0;
  #directives = 0;
  #names = 0;

  constructor(schema: GraphQLSchema, choose: Choose) {
    this.#schema = schema;
    this.#choose = choose;
  }

  generate(): Operation {
    const kind = this.#chance(8) ? "mutation" : "query";
    const root = kind === "mutation" ? this.#schema.getMutationType() : this.#schema.getQueryType();
    if (root == null) throw new Error(`The schema has no ${kind}.`);
    const selections = this.#selectionSet(root, 0);
    const declarations = [...this.#declarations].map(([name, type]) => `$${name}: ${type}`).join(", ");
    const head = declarations === "" ? kind : `${kind} (${declarations})`;
    const fragments = this.#fragments.map(
      ({ name, type, text }) => `fragment ${name} on ${type.name} ${text}`,
    );
    return { query: [`${head} ${selections}`, ...fragments].join("\n"), variables: this.#variables };
  }

  /** True once in `times`. */
  #chance(times: number): boolean {
    return this.#choose(times) === times - 1;
  }

  #oneOf<T>(list: readonly T[]): T {
    const chosen = list[this.#choose(list.length)];
    if (chosen === undefined) throw new Error("There is nothing to choose from.");
    return chosen;
  }

  #selectionSet(type: GraphQLCompositeType, depth: number, isNarrowed = false): string {
    const count = 1 + this.#choose(this.#fields > MAX_FIELDS ? 1 : 4);
    return `{ ${Array.from({ length: count }, () => this.#selection(type, depth, isNarrowed)).join(" ")} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number, isNarrowed: boolean): string {
    const isFull = depth >= MAX_DEPTH || this.#fields > MAX_FIELDS;
    const choice = this.#choose(12);
    if (choice === 11) return this.#typename();
    if (!isFull && choice === 10) return this.#namedFragment(type, depth);
    if (!isFull && (choice >= 8 || (isUnionType(type) && choice > 0))) {
      return this.#inlineFragment(type, depth, isNarrowed);
    }
    return this.#field(type, isNarrowed, depth, isFull);
  }

  #typename(): string {
    this.#fields += 1;
    if (!this.#chance(3)) return "__typename";
    return `${this.#named("kindOf", "__typename", "String!", true)}__typename${this.#condition()}`;
  }

  #field(type: GraphQLCompositeType, isNarrowed: boolean, depth: number, isFull: boolean): string {
    if (isUnionType(type)) return this.#typename();
    const all = Object.values(type.getFields()).filter(
      ({ name }) => !isNarrowed || !INTERFACE_OBJECT_FIELDS.has(name),
    );
    const candidates = isFull ? all.filter((field) => isLeafType(getNamedType(field.type))) : all;
    if (candidates.length === 0) return this.#typename();
    const field = this.#oneOf(candidates);
    this.#fields += 1;
    const args = this.#arguments(field);
    const named = getNamedType(field.type);
    const shape = isLeafType(named) ? String(field.type) : String(field.type).replace(named.name, "*");
    // Now and then an alias that is another field's name, such as one that a key is read from.
    const wanted = this.#chance(8) ? this.#oneOf(all).name : field.name;
    const alias = this.#named(
      wanted,
      `${field.name}${args}`,
      shape,
      wanted !== field.name || this.#chance(4),
    );
    const head = `${alias}${field.name}${args}${this.#condition()}`;
    return isCompositeType(named) ? `${head} ${this.#selectionSet(named, depth + 1)}` : head;
  }

  /** The alias to write before a field: `wanted` when that is free or means the same, else a new one; maybe none. */
  #named(wanted: string, call: string, shape: string, isAliased: boolean): string {
    const meaning = `${call} ${shape}`;
    const fieldName = call.split("(", 1)[0] ?? "";
    const known = this.#meanings.get(wanted);
    const isFree = known === undefined || known === meaning;
    if (isFree && (!isAliased || wanted !== fieldName)) {
      this.#meanings.set(wanted, meaning);
      return wanted === fieldName ? "" : `${wanted}: `;
    }
    const reused = [...this.#meanings].filter(([name, other]) => other === meaning && name !== fieldName);
    const name = reused.length > 0 && this.#chance(2) ? this.#oneOf(reused)[0] : `n${(this.#names += 1)}`;
    this.#meanings.set(name, meaning);
    return `${name}: `;
  }

  #inlineFragment(type: GraphQLCompositeType, depth: number, isNarrowed: boolean): string {
    const target = this.#chance(5) ? undefined : this.#oneOf(this.#narrower(type));
    const on = target === undefined ? "" : ` on ${target.name}`;
    // Fragments count as depth too, or they would nest for ever.
    return `...${on}${this.#condition()} ${this.#selectionSet(target ?? type, depth + 1, isNarrowed || (target ?? type) !== type)}`;
  }

  #namedFragment(type: GraphQLCompositeType, depth: number): string {
    const targets = this.#narrower(type);
    const known = this.#fragments.filter((fragment) => targets.includes(fragment.type));
    if (known.length > 0 && this.#chance(2)) return `...${this.#oneOf(known).name}${this.#condition()}`;
    const target = this.#oneOf(targets);
    // It may be spread below an interface, too.
    const text = this.#selectionSet(target, depth + 1, !isAbstractType(target));
    const name = `F${this.#fragments.length}`;
    this.#fragments.push({ name, type: target, text });
    return `...${name}${this.#condition()}`;
  }

  /** Types that a fragment may name here: the type itself and those that are one of it. */
  #narrower(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    if (!isAbstractType(type)) return [type];
    return [type, ...this.#schema.getPossibleTypes(type)];
  }

  #condition(): string {
    if (!this.#chance(9) || this.#directives >= MAX_DIRECTIVES) return "";
    this.#directives += 1;
    const name = this.#oneOf(["skip", "include"]);
    if (this.#chance(4)) return ` @${name}(if: ${String(this.#chance(2))})`;
    const variable = `if${this.#choose(CONDITIONS)}`;
    if (!this.#declarations.has(variable)) {
      this.#declarations.set(variable, "Boolean!");
      this.#variables[variable] = this.#chance(2);
    }
    return ` @${name}(if: $${variable})`;
  }

  #arguments(field: GraphQLField<unknown, unknown>): string {
    const given = field.args.filter((each) => isRequiredArgument(each) || this.#chance(2));
    if (given.length === 0) return "";
    return `(${given.map((each) => `${each.name}: ${this.#argument(each)}`).join(", ")})`;
  }

  #argument({ type, defaultValue }: GraphQLArgument): string {
    const isOptional = defaultValue !== undefined;
    return this.#chance(3) ? this.#variable(type, isOptional) : this.#value(type, 0, true).literal;
  }

  /** A new variable for a place of this type; `hasDefault` allows it to be nullable although the place is not. */
  #variable(type: GraphQLInputType, hasDefault = false): string {
    const name = `v${(this.#names += 1)}`;
    const declared = hasDefault && this.#chance(2) ? getNullableType(type) : type;
    const isStricter = !isNonNullType(declared) && this.#chance(4);
    const own = isStricter ? new GraphQLNonNull(declared) : declared;
    const fallback = isNonNullType(own) || !this.#chance(4) ? "" : ` = ${this.#value(own, 0, false).literal}`;
    this.#declarations.set(name, `${String(own)}${fallback}`);
    // Left out now and then, if it may be.
    if (isNonNullType(own) || !this.#chance(4)) this.#variables[name] = this.#value(own, 0, false).json;
    return `$${name}`;
  }

  #value(type: GraphQLInputType, depth: number, mayBeVariable: boolean): Value {
    if (isNonNullType(type)) return this.#present(type.ofType, depth, mayBeVariable);
    if (this.#chance(8)) return { literal: "null", json: null };
    return this.#present(type, depth, mayBeVariable);
  }

  #present(type: GraphQLInputType, depth: number, mayBeVariable: boolean): Value {
    if (isNonNullType(type)) return this.#present(type.ofType, depth, mayBeVariable);
    if (isListType(type)) {
      const items = Array.from({ length: this.#choose(3) }, () =>
        this.#item(type.ofType, depth, mayBeVariable),
      );
      return {
        literal: `[${items.map(({ literal }) => literal).join(", ")}]`,
        json: items.map(({ json }) => json),
      };
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields())
        .filter((field) => isRequiredInputField(field) || (depth < 3 && this.#chance(2)))
        .map((field): readonly [string, Value] => [
          field.name,
          this.#item(field.type, depth + 1, mayBeVariable),
        ]);
      const literal = `{${fields.map(([name, value]) => `${name}: ${value.literal}`).join(", ")}}`;
      return { literal, json: Object.fromEntries(fields.map(([name, value]) => [name, value.json])) };
    }
    if (isEnumType(type)) {
      const { name } = this.#oneOf(type.getValues());
      return { literal: name, json: name };
    }
    const json = this.#oneOf(SCALARS[type.name] ?? []);
    return { literal: JSON.stringify(json), json };
  }

  /** A value within another, which may be a variable too. */
  #item(type: GraphQLInputType, depth: number, mayBeVariable: boolean): Value {
    if (mayBeVariable && this.#chance(6)) return { literal: this.#variable(type), json: undefined };
    return this.#value(type, depth, mayBeVariable);
  }
}
