import { Supergraph } from "@apollo/federation-internals";
import { QueryPlanner } from "@apollo/query-planner";
import {
  getOperationAST,
  Kind,
  parse,
  specifiedRules,
  validate,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from "graphql";
import { readAccessMap, type AccessMap, type DataClass } from "#shared/auth/access-directives.ts";
import { grantedActions } from "#shared/auth/granted-to.ts";
import type { Action } from "#shared/auth/policies.ts";
import { fragmentsOf } from "#shared/graphql/fragments-of.ts";
import { readFieldRequirements, type FieldRequirements } from "../access/field-requirements.ts";
import { readCostRules } from "../cost/cost-rules.ts";
import { NO_FIELDS, type MaskedFields } from "../access/masked-fields.ts";
import { countedSelection, LONGEST_PAGE, operationCost } from "../cost/operation-cost.ts";
import { assertAffordable, DEFAULT_LIMITS, limitRules } from "../execution/limits.ts";
import { coerceVariables } from "../execution/operation-checks.ts";
import { selectedFields } from "../execution/walk-fields.ts";
import { normalizeOperation } from "../query-plan/normal-form.ts";
import { prepareOperation } from "../query-plan/prepare-operation.ts";
import { operationOf, type PlannedFetch, type PlanStep } from "../query-plan/query-plan.ts";
import { responseKeysOf } from "../query-plan/response-keys.ts";
import { withoutMasked } from "../query-plan/without-masked.ts";

const LIMIT_RULES = limitRules(DEFAULT_LIMITS);

/** What a document can reach, at most. */
export interface Certificate {
  readonly name: string;
  readonly kind: string;
  /** Coordinates of the fields that it selects, in order. */
  readonly fields: readonly string[];
  /** Those of them that are personal data, by class. */
  readonly classes: Readonly<Partial<Record<DataClass, readonly string[]>>>;
  /** What it takes to run it: for each action those whom the policy table grants it. */
  readonly actions: Readonly<Partial<Record<Action, readonly string[]>>>;
  readonly subgraphs: readonly string[];
  /** Calls of subgraphs, with everything included. */
  readonly calls: number;
  /** Points, with the longest pages that can be asked for; without what lists in the input add. */
  readonly cost: number;
}

/** What the router sends to a subgraph for a document. */
export interface SentOperation {
  readonly subgraph: string;
  readonly text: string;
}

/** All that is known of a document before it is run. */
export interface Examination {
  readonly certificate: Certificate;
  /** In the order of the plan, with everything included. */
  readonly sent: readonly SentOperation[];
  /** Points at most, with these values of the variables. @throws AppError `VALIDATION_ERROR` when they do not fit */
  readonly costWith: (variables: Readonly<Record<string, unknown>>) => number;
  /** Coordinates of the fields that nobody is asked for, with these values of the variables. @throws AppError as `costWith` does */
  readonly maskedWith: (variables: Readonly<Record<string, unknown>>) => readonly string[];
}

/**
 * Knows one supergraph. Each raises an error for a text that is no document which can run on it or is larger than the router
 * allows, and {@link Certifier.certify} for one that may cost more.
 */
export interface Certifier {
  readonly certify: (text: string) => Certificate;
  /** @param masked coordinates of fields that nobody is asked for; none by default */
  readonly examine: (text: string, masked?: MaskedFields) => Examination;
}

type Grants = ReturnType<typeof grantedActions>;

/**
 * Issues certificates for one supergraph.
 * @param policies whom each action is granted; given for a state of the repository whose actions are others
 */
export function createCertifier(supergraphSdl: string, policies: Grants = grantedActions()): Certifier {
  const document = parse(supergraphSdl);
  const supergraph = Supergraph.build(supergraphSdl);
  const planner = new QueryPlanner(supergraph);
  const schema = supergraph.apiSchema().toGraphQLJSSchema();
  const keys = responseKeysOf(supergraph.schema.toGraphQLJSSchema(), supergraph);
  const { access, requirements } = rulesOf(document, policies);
  const rules = readCostRules(document);

  const examine = (text: string, masked = NO_FIELDS): Examination => {
    const read = readOperation(schema, text);
    const { trusted, operation } = read;
    const selected = selectedFields(schema, trusted, operation)
      .map(({ typeName, node }) => ({ typeName, fieldName: node.name.value }))
      .filter(({ fieldName }) => !fieldName.startsWith("__"));
    const fields = sorted(selected.map(({ typeName, fieldName }) => `${typeName}.${fieldName}`));
    const actions = sorted(
      selected.flatMap(({ typeName, fieldName }) => [...(requirements.get(typeName)?.get(fieldName) ?? [])]),
    );
    const fetches = fetchesOf(
      prepareOperation({ schema, planner, keys, conditions: {}, masked, ...withoutConditions(trusted) }).plan,
    );
    const selection = countedSelection({ schema, document: trusted, operation, rules });
    const certificate = {
      name: operation.name?.value ?? "",
      kind: operation.operation,
      fields,
      classes: classesOf(fields, access, masked),
      actions: Object.fromEntries(actions.map((action) => [action, policies[action] ?? []])),
      subgraphs: sorted(fetches.map(({ subgraph }) => subgraph)),
      calls: fetches.length,
      cost: operationCost({ selection, variables: largestVariables(operation), rules }),
    };
    return {
      certificate,
      sent: fetches.map((fetch) => ({ subgraph: fetch.subgraph, text: operationOf(fetch) })),
      costWith: (given) =>
        operationCost({ selection, variables: coerceVariables(schema, operation, given), rules }),
      maskedWith: (variables) => maskedIn(schema, read, masked, variables),
    };
  };
  return {
    certify: (text) => {
      const { certificate } = examine(text);
      assertAffordable(certificate.cost, DEFAULT_LIMITS);
      return certificate;
    },
    examine,
  };
}

/** What fields need. Actions are names here, to be looked up in `policies`: nobody is judged by them. */
function rulesOf(
  document: DocumentNode,
  policies: Grants,
): { readonly access: AccessMap; readonly requirements: FieldRequirements } {
  const isKnown = (name: unknown): name is Action =>
    typeof name === "string" && Object.hasOwn(policies, name);
  return {
    access: readAccessMap(document, isKnown),
    requirements: readFieldRequirements(document, isKnown),
  };
}

interface ReadOperation {
  readonly trusted: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

function readOperation(schema: GraphQLSchema, text: string): ReadOperation {
  const trusted = parse(text, { maxTokens: DEFAULT_LIMITS.maxTokens });
  const [problem] = validate(schema, trusted, [...specifiedRules, ...LIMIT_RULES]);
  if (problem !== undefined) throw problem;
  const operation = getOperationAST(trusted);
  if (operation === null || operation === undefined)
    throw new Error("A trusted document has one operation and no other.");
  return { trusted, operation };
}

function maskedIn(
  schema: GraphQLSchema,
  { trusted, operation }: ReadOperation,
  masked: MaskedFields,
  given: Readonly<Record<string, unknown>>,
): readonly string[] {
  const variables = coerceVariables(schema, operation, given);
  const normal = normalizeOperation({ schema, operation, variables, fragments: fragmentsOf(trusted) });
  return sorted(withoutMasked(schema, normal, masked).masked);
}

function sorted<T extends string>(names: Iterable<T>): readonly T[] {
  return [...new Set(names)].sort();
}

function classesOf(
  fields: readonly string[],
  access: AccessMap,
  masked: MaskedFields,
): Certificate["classes"] {
  const classes: Partial<Record<DataClass, string[]>> = {};
  for (const coordinate of fields.filter((field) => !masked.has(field))) {
    const [typeName = "", fieldName = ""] = coordinate.split(".");
    const dataClass = access.get(typeName)?.get(fieldName)?.dataClass ?? null;
    if (dataClass !== null) (classes[dataClass] ??= []).push(coordinate);
  }
  return classes;
}

function fetchesOf(step: PlanStep): readonly PlannedFetch[] {
  switch (step.kind) {
    case "fetch":
      return [step.fetch];
    case "condition":
      return [...fetchesOf(step.met), ...fetchesOf(step.unmet)];
    case "sequence":
    case "parallel":
      return step.steps.flatMap(fetchesOf);
  }
}

/** The document with nothing left out, whatever `@skip` and `@include` say. */
function withoutConditions(document: DocumentNode): {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
} {
  const whole: DocumentNode = visit(document, {
    Directive: ({ name }) => (name.value === "skip" || name.value === "include" ? null : undefined),
  });
  const operation = getOperationAST(whole);
  if (operation === null || operation === undefined) throw new Error("There is no operation.");
  return { document: whole, operation };
}

/** Whole numbers are sizes of pages, or cost nothing: each as large as a page can be. */
function largestVariables(operation: OperationDefinitionNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(variablesOf(operation, "Int").map((name) => [name, LONGEST_PAGE]));
}

function variablesOf({ variableDefinitions = [] }: OperationDefinitionNode, type: string): readonly string[] {
  return variableDefinitions.flatMap(({ type: given, variable }) => {
    const named = given.kind === Kind.NON_NULL_TYPE ? given.type : given;
    return named.kind === Kind.NAMED_TYPE && named.name.value === type ? [variable.name.value] : [];
  });
}
