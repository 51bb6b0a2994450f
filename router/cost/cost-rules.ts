import {
  Kind,
  visit,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
} from "graphql";

/** What `@listSize` says of one field. */
export interface ListSizeRule {
  /** Length where no slicing argument has a value. */
  readonly assumedSize: number | undefined;
  /** Arguments that say how long the list is at most. */
  readonly slicingArguments: readonly string[];
  /** Fields right within this one that have that length; when empty, this one has it. */
  readonly sizedFields: readonly string[];
}

/** What `@cost` and `@listSize` say in a supergraph. Names are those of the SDL. */
export interface CostRules {
  /** Weight of a field, by `Type.field`. */
  readonly fields: ReadonlyMap<string, number>;
  /** Weight of an object, scalar or enum type, by name. */
  readonly types: ReadonlyMap<string, number>;
  /** Weight of an argument, by `Type.field.argument`, or of a field of an input type, by `Input.field`. */
  readonly inputs: ReadonlyMap<string, number>;
  /** By `Type.field`. */
  readonly lists: ReadonlyMap<string, ListSizeRule>;
}

/** Of a supergraph that says nothing of costs. */
export const NO_COST_RULES: CostRules = {
  fields: new Map(),
  types: new Map(),
  inputs: new Map(),
  lists: new Map(),
};

const COST_SPEC = /^https:\/\/specs\.apollo\.dev\/cost\/v\d/;

/**
 * Reads `@cost` and `@listSize` (https://ibm.github.io/graphql-specs/cost-spec.html, as federation composes them) from the
 * supergraph text, under whatever names it imports them. The gateway checks and then ignores both.
 */
export function readCostRules(document: DocumentNode): CostRules {
  const names = directiveNames(document);
  if (names === undefined) return NO_COST_RULES;
  const rules = {
    fields: new Map<string, number>(),
    types: new Map<string, number>(),
    inputs: new Map<string, number>(),
    lists: new Map<string, ListSizeRule>(),
  };
  const weigh = (into: Map<string, number>, key: string, { directives }: Directed): void => {
    const weight = integer(argumentsOf(directives, names.cost).get("weight"));
    if (weight !== undefined) into.set(key, weight);
  };
  const readFields = ({ name, fields = [] }: OutputType): void => {
    for (const field of fields) {
      const key = `${name.value}.${field.name.value}`;
      weigh(rules.fields, key, field);
      const list = listSizeOf(field, names.listSize);
      if (list !== undefined) rules.lists.set(key, list);
      for (const argument of field.arguments ?? []) {
        weigh(rules.inputs, `${key}.${argument.name.value}`, argument);
      }
    }
  };
  const weighType = (type: Directed & { readonly name: { readonly value: string } }): void => {
    weigh(rules.types, type.name.value, type);
  };
  visit(document, {
    ObjectTypeDefinition(type) {
      weighType(type);
      readFields(type);
    },
    InterfaceTypeDefinition: readFields,
    InputObjectTypeDefinition({ name, fields = [] }) {
      for (const field of fields) weigh(rules.inputs, `${name.value}.${field.name.value}`, field);
    },
    ScalarTypeDefinition: weighType,
    EnumTypeDefinition: weighType,
  });
  return rules;
}

type OutputType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

interface DirectiveNames {
  readonly cost: string;
  readonly listSize: string;
}

/** What the supergraph calls the two; undefined when it knows neither (https://specs.apollo.dev/link/v1.0). */
function directiveNames({ definitions }: DocumentNode): DirectiveNames | undefined {
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const link of definition.directives ?? []) {
      const given = argumentsOf([link], "link");
      const address = given.get("url");
      if (address?.kind !== Kind.STRING || !COST_SPEC.test(address.value)) continue;
      return importedNames(given.get("import"));
    }
  }
  return undefined;
}

function importedNames(imports: ConstArgumentNode["value"] | undefined): DirectiveNames {
  // A directive that is called as its specification needs no import.
  const names = new Map([["@cost", "cost"]]);
  for (const each of imports?.kind === Kind.LIST ? imports.values : []) {
    if (each.kind === Kind.STRING) names.set(each.value, each.value.slice(1));
    if (each.kind !== Kind.OBJECT) continue;
    const parts = new Map(each.fields.map(({ name, value }) => [name.value, value]));
    const [name, as] = [parts.get("name"), parts.get("as")];
    if (name?.kind === Kind.STRING && as?.kind === Kind.STRING) names.set(name.value, as.value.slice(1));
  }
  return { cost: names.get("@cost") ?? "cost", listSize: names.get("@listSize") ?? "cost__listSize" };
}

function listSizeOf({ directives }: Directed, name: string): ListSizeRule | undefined {
  const isThere = directives?.some((directive) => directive.name.value === name) ?? false;
  if (!isThere) return undefined;
  const given = argumentsOf(directives, name);
  return {
    assumedSize: integer(given.get("assumedSize")),
    slicingArguments: strings(given.get("slicingArguments")),
    sizedFields: strings(given.get("sizedFields")),
  };
}

type ConstValue = InputValueDefinitionNode["defaultValue"];

function argumentsOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  name: string,
): ReadonlyMap<string, NonNullable<ConstValue>> {
  const directive = directives?.find((each) => each.name.value === name);
  return new Map(directive?.arguments?.map((argument) => [argument.name.value, argument.value]));
}

function integer(value: ConstValue): number | undefined {
  return value?.kind === Kind.INT ? Number(value.value) : undefined;
}

function strings(value: ConstValue): readonly string[] {
  if (value?.kind !== Kind.LIST) return [];
  return value.values.flatMap((each) => (each.kind === Kind.STRING ? [each.value] : []));
}
