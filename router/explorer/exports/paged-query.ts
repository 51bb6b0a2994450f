import {
  getNamedType,
  getOperationAST,
  Kind,
  OperationTypeNode,
  parse,
  parseType,
  print,
  separateOperations,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type VariableDefinitionNode,
} from "graphql";
import { AppError } from "#shared/errors/app-error.ts";
import { fragmentsOf } from "#shared/graphql/fragments-of.ts";
import type { ExplorerOperation } from "../explorer-api.ts";
import type { Values } from "../../query-plan/values.ts";
import { readPage, valueAt, type PageNames, type ReadPage } from "./read-page.ts";
import {
  columnsOf,
  findFields,
  onlyPathTo,
  responseKeyOf,
  type DocumentParts,
  type FoundField,
} from "./selected-paths.ts";

/** A query that is followed from page to page of its one connection. */
export interface PagedQuery {
  /** Name of the operation; null for one without. */
  readonly name: string | null;
  /** Asks for one page, and for nothing of the query that is no part of a row. */
  readonly text: string;
  /** The same, with how many rows there are in all; null for a connection that does not say. */
  readonly countingText: string | null;
  /** Variables of a page: those of the query, and the page's own. */
  readonly variablesFor: (page: { readonly first: number; readonly after: string | null }) => Values;
  /** Paths of the values of a row, the same for each page. */
  readonly columns: readonly string[];
  /** Reads the data of an answer without errors, see {@link readPage}: there is no list of a patient whom nobody knows. */
  readonly read: (data: unknown) => ReadPage | null;
}

/** Replaced, whatever the query says. */
const PAGE_ARGUMENTS: ReadonlySet<string> = new Set(["first", "after", "last", "before"]);

/**
 * Rewrites a query so that it asks for one page of its one connection: a field of a type `…Connection` with `first` and `after`
 * that is not below a list.
 * @param operation valid for the schema
 * @throws AppError `VALIDATION_ERROR` when it is no query, has none or several of these, or asks for no rows
 */
export function pagedQuery(
  schema: GraphQLSchema,
  { query, operationName, variables }: ExplorerOperation,
): PagedQuery {
  const document = parse(query);
  const operation = operationOf(document, operationName);
  const parts = { schema, fragments: fragmentsOf(document) };
  const connection = connectionOf(parts, operation);
  const rows = rowsOf(parts, connection);
  const name = freeNames(query);
  const names: PageNames = {
    first: name("exportFirst"),
    after: name("exportAfter"),
    pageInfo: name("exportPageInfo"),
    total: name("exportTotal"),
  };
  const textOf = (isCounting: boolean): string =>
    print(onlyWhatIsUsed(document, rewritten({ operation, connection, rows, names, isCounting })));
  const path = [...connection.above, connection.node].filter(isField).map(responseKeyOf);
  const inConnection = [...rows.above, rows.node].filter(isField).map(responseKeyOf);
  return {
    name: operation.name?.value ?? null,
    text: textOf(false),
    countingText: hasTotal(connection) ? textOf(true) : null,
    variablesFor: ({ first, after }) => ({ ...variables, [names.first]: first, [names.after]: after }),
    columns: rowColumns(parts, rows),
    read: (data) => readPage(valueAt(data, path), { inConnection, names, isOfEdges: isEdges(rows) }),
  };
}

function operationOf(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operation = getOperationAST(document, name);
  if (operation?.operation !== OperationTypeNode.QUERY) throw invalid("Only a query can be exported.");
  return operation;
}

function connectionOf(parts: DocumentParts, { selectionSet }: OperationDefinitionNode): FoundField {
  const [first, ...others] = findFields(parts, selectionSet, parts.schema.getQueryType() ?? undefined, {
    isWanted: ({ type, args }) =>
      getNamedType(type).name.endsWith("Connection") &&
      ["first", "after"].every((name) => args.some((argument) => argument.name === name)),
    isEntered: true,
  });
  if (first === undefined)
    throw invalid(
      "It has no list with pages: export a query of a field that takes first and after, outside of other lists.",
    );
  if (others.length > 0)
    throw invalid(
      `It has several lists with pages (${[first, ...others].map(({ node }) => responseKeyOf(node)).join(", ")}): leave one.`,
    );
  return first;
}

/** `nodes` or `edges` of the connection. */
function rowsOf(parts: DocumentParts, { node, definition }: FoundField): FoundField {
  const found = findFields(parts, node.selectionSet ?? NOTHING, getNamedType(definition.type), {
    isWanted: ({ name }) => name === "nodes" || name === "edges",
    isEntered: false,
  });
  const [rows, ...others] = found;
  if (rows === undefined || others.length > 0)
    throw invalid(`Select nodes or edges of ${responseKeyOf(node)}, and that once: they are the rows.`);
  return rows;
}

/** An edge says no more than its node but for the cursor, which nobody reads in a file. */
function rowColumns(parts: DocumentParts, rows: FoundField): readonly string[] {
  const { node, definition } = rows;
  const selected = node.selectionSet ?? NOTHING;
  const columns = columnsOf(parts, selected, getNamedType(definition.type));
  if (!isEdges(rows) || !columns.some(isOfNode)) return columns;
  const own = columns.filter((column) => !isOfNode(column) && !IGNORED_OF_EDGES.has(column));
  return [...new Set([...columns.filter(isOfNode).map((column) => column.slice(NODE.length)), ...own])];
}

const NODE = "node.";
const IGNORED_OF_EDGES: ReadonlySet<string> = new Set(["cursor", "__typename"]);

function isEdges({ node }: FoundField): boolean {
  return node.name.value === "edges";
}

function isOfNode(column: string): boolean {
  return column.startsWith(NODE);
}

function hasTotal({ definition }: FoundField): boolean {
  const type = getNamedType(definition.type);
  return "getFields" in type && "totalCount" in type.getFields();
}

function freeNames(query: string): (wanted: string) => string {
  return (wanted) => {
    let name = wanted;
    while (query.includes(name)) name += "_";
    return name;
  };
}

function rewritten({
  operation,
  connection: { node, definition, above },
  rows,
  names,
  isCounting,
}: {
  readonly operation: OperationDefinitionNode;
  readonly connection: FoundField;
  readonly rows: FoundField;
  readonly names: PageNames;
  readonly isCounting: boolean;
}): OperationDefinitionNode {
  const kept = (node.arguments ?? []).filter(({ name }) => !PAGE_ARGUMENTS.has(name.value));
  const page: FieldNode = {
    ...node,
    arguments: [...kept, variableArgument("first", names.first), variableArgument("after", names.after)],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        onlyPathTo(rows.above, rows.node),
        added(names.pageInfo, "pageInfo", ["hasNextPage", "endCursor"]),
        ...(isCounting ? [added(names.total, "totalCount")] : []),
      ],
    },
  };
  const typeOf = (argument: string): string =>
    String(definition.args.find(({ name }) => name === argument)?.type ?? "String").replace(/!$/, "");
  return {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      variableDefinition(names.first, typeOf("first")),
      variableDefinition(names.after, typeOf("after")),
    ],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [onlyPathTo(above, page)] },
  };
}

function variableArgument(argument: string, variable: string): ArgumentNode {
  const name = { kind: Kind.NAME, value: variable } as const;
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: argument },
    value: { kind: Kind.VARIABLE, name },
  };
}

function variableDefinition(variable: string, type: string): VariableDefinitionNode {
  const name = { kind: Kind.NAME, value: variable } as const;
  return { kind: Kind.VARIABLE_DEFINITION, variable: { kind: Kind.VARIABLE, name }, type: parseType(type) };
}

function added(alias: string, field: string, selected: readonly string[] = []): SelectionNode {
  const fieldNode = (name: string): FieldNode => ({
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
  });
  return {
    ...fieldNode(field),
    alias: { kind: Kind.NAME, value: alias },
    ...(selected.length > 0 && {
      selectionSet: { kind: Kind.SELECTION_SET, selections: selected.map(fieldNode) },
    }),
  };
}

/** The document with this operation alone, the fragments that it spreads and the variables that it uses. */
function onlyWhatIsUsed(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  const whole: DocumentNode = { ...document, definitions: [operation, ...fragments] };
  const [separated = whole] = Object.values(separateOperations(whole));
  const used = new Set<string>();
  visit(separated, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(separated, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
  });
}

function isField(node: { readonly kind: Kind }): node is FieldNode {
  return node.kind === Kind.FIELD;
}

const NOTHING = { kind: Kind.SELECTION_SET, selections: [] } as const;

function invalid(reason: string): AppError {
  return new AppError("VALIDATION_ERROR", reason);
}
