import { Kind, visit, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema } from "graphql";
import { normalizeOperation } from "./normal-form.ts";

/** What of a request the gateway's executor reads. */
interface ExecutableRequest {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** Under this the gateway keeps the plan. */
  readonly queryHash: string;
  readonly request: {
    readonly operationName?: string | undefined;
    readonly variables?: Record<string, unknown> | undefined;
  };
}

/** Normal forms that are kept of one document: there is one for each choice of its conditions. */
const KEPT_FORMS = 16;

interface KnownDocument {
  /** Names of the variables that decide `@skip` and `@include`. */
  readonly conditions: readonly string[];
  readonly forms: Map<string, DocumentNode | null>;
}

/**
 * Has an executor get operations in their normal form (`normal-form.ts`), because `@apollo/gateway` 2.14 is not right
 * about some others: it executes a mutation twice that is selected twice under different conditions, loses fields of
 * fragments on interfaces within an object, orders the keys of merged selections otherwise than GraphQL does, and cannot
 * plan some fragments below interface objects. What has neither fragment nor condition nor repeated field passes as
 * it is. Forms are kept with the document, which Apollo Server keeps for as long as it is in use.
 */
export function executeNormalForm<Request extends ExecutableRequest, Answer>(
  execute: (request: Request) => Answer,
): (request: Request) => Answer {
  const known = new WeakMap<DocumentNode, KnownDocument | null>();
  return (request) => {
    const { document, queryHash } = request;
    let entry = known.get(document);
    if (entry === undefined) {
      entry = isNormal(document) ? null : { conditions: conditionVariables(document), forms: new Map() };
      known.set(document, entry);
    }
    if (entry === null) return execute(request);
    const variables = conditionValues(request, entry.conditions);
    const key = `${request.request.operationName ?? ""} ${JSON.stringify(variables)}`;
    let form = entry.forms.get(key);
    if (form === undefined) {
      form = makeForm(request, variables);
      if (entry.forms.size >= KEPT_FORMS) entry.forms.clear();
      entry.forms.set(key, form);
    }
    if (form === null) return execute(request);
    return execute({ ...request, document: form, queryHash: `${queryHash} ${key}` });
  };
}

/** True when no selection set has fragments, conditions or a response key twice. */
function isNormal(document: DocumentNode): boolean {
  return document.definitions.every((definition) => {
    let found = definition.kind === Kind.OPERATION_DEFINITION;
    visit(definition, {
      Directive: ({ name }) => void (found &&= name.value !== "skip" && name.value !== "include"),
      SelectionSet({ selections }) {
        const keys = selections.map((each) => each.kind === Kind.FIELD && (each.alias ?? each.name).value);
        found &&= !keys.includes(false) && new Set(keys).size === keys.length;
      },
    });
    return found;
  });
}

function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive(directive) {
      if (directive.name.value !== "skip" && directive.name.value !== "include") return;
      for (const { value } of directive.arguments ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value);
      }
    },
  });
  return [...names];
}

/** Values of the conditions, defaults of the operation included. */
function conditionValues(
  { document, request: { operationName, variables } }: ExecutableRequest,
  conditions: readonly string[],
): Record<string, unknown> {
  if (conditions.length === 0) return {};
  const operation = findOperation(document, operationName);
  return Object.fromEntries(
    (operation?.variableDefinitions ?? []).flatMap(({ variable: { name }, defaultValue }) => {
      if (!conditions.includes(name.value)) return [];
      const given = variables?.[name.value];
      const fallback = defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : undefined;
      return [[name.value, given ?? fallback]];
    }),
  );
}

function makeForm(
  { schema, document, request }: ExecutableRequest,
  variables: Readonly<Record<string, unknown>>,
): DocumentNode | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const operation = findOperation(document, request.operationName);
  const normal = operation && normalizeOperation({ schema, operation, fragments, variables });
  if (normal == null) return null;
  const used = new Set<string>();
  visit(normal.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = normal.variableDefinitions?.filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return {
    kind: Kind.DOCUMENT,
    definitions: [{ ...normal, ...(variableDefinitions && { variableDefinitions }) }],
  };
}

function findOperation(document: DocumentNode, operationName: string | undefined) {
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    if (!operationName || definition.name?.value === operationName) return definition;
  }
  return undefined;
}
