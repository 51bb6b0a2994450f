import {
  isCompositeType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import type { MaskedFields } from "../access/masked-fields.ts";
import { collectFields, type SelectionContext } from "./collect-fields.ts";
import type { ResponseKeys } from "./response-keys.ts";
import { isValues, ownValue, type ResultPath, type Values } from "./values.ts";

/** The answer to a client. */
export interface ShapedAnswer {
  /** Null when a value is missing without which there is no answer. */
  readonly data: Values | null;
  /** Where a value was null or of a wrong type, and the schema promises another. */
  readonly problems: readonly Problem[];
}

/** A value that is not what the schema promises. */
export interface Problem {
  readonly path: ResultPath;
  readonly reason: "null" | "invalid";
}

/** Makes answers of results: what was selected in the order of the document, and nothing else. */
export type ResponseShape = (result: Values) => ShapedAnswer;

/** Problems that are kept of one answer. */
const KEPT_PROBLEMS = 10;

/** Of other scalars only the subgraphs know what is valid. */
const SPECIFIED_SCALARS: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) => Number.isInteger(value),
  Float: (value) => typeof value === "number",
  String: (value) => typeof value === "string",
  Boolean: (value) => typeof value === "boolean",
  ID: (value) => typeof value === "string" || Number.isInteger(value),
};

class Shaping {
  readonly path: (string | number)[] = [];
  readonly problems: Problem[] = [];

  add(reason: Problem["reason"]): void {
    if (this.problems.length < KEPT_PROBLEMS) this.problems.push({ path: [...this.path], reason });
  }
}

/** Undefined stands for a null that the place must not have, and so costs what is around it. */
type Completed = unknown;
type Complete = (value: unknown, shaping: Shaping) => Completed;

interface ShapeField {
  /** In the answer. */
  readonly key: string;
  readonly keyInResult: string;
  readonly complete: Complete;
  /** Objects have something of that name which is no value. */
  readonly isInherited: boolean;
}

/** What {@link compileShape} needs beside the operation. */
export interface ShapeOptions {
  readonly schema: GraphQLSchema;
  readonly keys: ResponseKeys;
  /** Coordinates of fields that are null, whatever their type says and whatever the result has. */
  readonly masked: MaskedFields;
}

/**
 * Compiles the shape of the answers to an operation in normal form, once for all of them
 * (https://spec.graphql.org/October2021/#sec-Value-Completion). Introspection of the schema is taken as it is.
 */
export function compileShape(options: ShapeOptions, operation: OperationDefinitionNode): ResponseShape {
  const { schema } = options;
  const root = schema.getRootType(operation.operation);
  if (root == null) throw new Error(`The schema has no ${operation.operation}.`);
  const complete = new ShapeCompiler(options).composite(root, [operation.selectionSet]);
  return (result) => {
    const shaping = new Shaping();
    const data = complete(result, shaping);
    return { data: isValues(data) ? data : null, problems: shaping.problems };
  };
}

class ShapeCompiler {
  readonly #context: SelectionContext;
  readonly #keys: ResponseKeys;
  readonly #masked: MaskedFields;

  constructor({ schema, keys, masked }: ShapeOptions) {
    // The normal form has no named fragments and no conditions.
    this.#context = { schema, fragments: new Map(), variables: {} };
    this.#keys = keys;
    this.#masked = masked;
  }

  composite(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Complete {
    const fieldsOf = this.#fieldsByTypeName(type, sets);
    return (value, shaping) => {
      if (value == null) return null;
      const fields = isValues(value) ? fieldsOf(value["__typename"]) : undefined;
      if (!isValues(value) || fields === undefined) {
        shaping.add("invalid");
        return null;
      }
      const completed: Values = {};
      for (const { key, keyInResult, complete, isInherited } of fields) {
        shaping.path.push(key);
        const field = complete(isInherited ? ownValue(value, keyInResult) : value[keyInResult], shaping);
        shaping.path.pop();
        if (field === undefined) return null;
        if (isInherited) {
          Object.defineProperty(completed, key, { value: field, enumerable: true });
        } else {
          completed[key] = field;
        }
      }
      return completed;
    };
  }

  /** Fields are compiled when an object of the type comes for the first time. */
  #fieldsByTypeName(
    type: GraphQLCompositeType,
    sets: readonly SelectionSetNode[],
  ): (typeName: unknown) => readonly ShapeField[] | undefined {
    // What a subgraph calls an object is of interest only where it may be one of several.
    if (isObjectType(type)) {
      let own: readonly ShapeField[] | undefined;
      return () => (own ??= this.#fields(type.name, sets));
    }
    const known = new Map<string, readonly ShapeField[] | undefined>();
    return (typeName) => {
      const name = typeof typeName === "string" ? typeName : type.name;
      if (!known.has(name))
        known.set(name, this.#isPossible(type, name) ? this.#fields(name, sets) : undefined);
      return known.get(name);
    };
  }

  /** An interface, or a narrower one, may be all that is known of an object, when nothing else was asked for. */
  #isPossible(type: GraphQLAbstractType, name: string): boolean {
    const named = this.#context.schema.getType(name);
    if (!isObjectType(named) && !isInterfaceType(named)) return false;
    return named === type || this.#context.schema.isSubType(type, named);
  }

  #fields(typeName: string, sets: readonly SelectionSetNode[]): readonly ShapeField[] {
    const type = this.#context.schema.getType(typeName);
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Array.from(collectFields(this.#context, type, sets), ([key, nodes]): ShapeField => {
      const [name = ""] = nodes.map((node) => node.name.value);
      const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      return {
        key,
        keyInResult: this.#keys.inResult(key, name),
        complete: this.#field(type, name, below),
        isInherited: key in Object.prototype,
      };
    });
  }

  #field(
    type: GraphQLObjectType | GraphQLInterfaceType,
    name: string,
    below: readonly SelectionSetNode[],
  ): Complete {
    if (name === "__typename") return isObjectType(type) ? () => type.name : nothing;
    if (this.#masked.has(`${type.name}.${name}`)) return () => null;
    const field = type.getFields()[name];
    // `__schema` and `__type`.
    return field === undefined ? (value) => value ?? null : this.#value(field.type, below);
  }

  #value(type: GraphQLOutputType, below: readonly SelectionSetNode[]): Complete {
    if (isNonNullType(type)) return notNull(this.#value(type.ofType, below));
    if (isListType(type)) return listOf(this.#value(type.ofType, below));
    return isCompositeType(type) ? this.composite(type, below) : leaf(type);
  }
}

function nothing(_value: unknown, shaping: Shaping): Completed {
  shaping.add("null");
  return undefined;
}

function notNull(complete: Complete): Complete {
  return (value, shaping) => {
    const before = shaping.problems.length;
    const completed = complete(value, shaping);
    if (completed !== null) return completed;
    if (shaping.problems.length === before) shaping.add("null");
    return undefined;
  };
}

function listOf(complete: Complete): Complete {
  return (value, shaping) => {
    if (value == null) return null;
    if (!Array.isArray(value)) {
      shaping.add("invalid");
      return null;
    }
    const completed: unknown[] = [];
    for (let index = 0; index < value.length; index += 1) {
      shaping.path.push(index);
      const item = complete(value[index], shaping);
      shaping.path.pop();
      if (item === undefined) return null;
      completed.push(item);
    }
    return completed;
  };
}

function leaf(type: GraphQLLeafType): Complete {
  const isValid = isEnumType(type)
    ? (value: unknown) => typeof value === "string" && type.getValue(value) != null
    : SPECIFIED_SCALARS[type.name];
  return (value, shaping) => {
    if (value == null) return null;
    if (isValid === undefined || isValid(value)) return value;
    shaping.add("invalid");
    return null;
  };
}
