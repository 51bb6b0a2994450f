import type { Rule, Scope, SourceCode } from "eslint";
import {
  isNode,
  outerReferences,
  propertyName,
  rootOf,
  transactionCallbacks,
  unwrap,
  type CallNode,
  type FunctionNode,
} from "./transaction-callbacks.ts";

type IdentifierNode = Extract<Rule.Node, { type: "Identifier" }>;
type MemberNode = Extract<Rule.Node, { type: "MemberExpression" }>;
type PropertyNode = Extract<Rule.Node, { type: "Property" }>;

/** Names that always mean a handle on the database. */
const HANDLE = /^(db|database|sql)$|[a-z0-9](Db|Database|Sql)$/;

/** Names that may mean another thing: only a use that is plainly a statement counts. */
const MAYBE_HANDLE = /^(client|pool|connection)$|[a-z0-9](Client|Pool|Connection)$/;

const STATEMENT_METHODS: ReadonlySet<string> = new Set([
  "select",
  "selectDistinct",
  "insert",
  "update",
  "delete",
  "execute",
  "query",
  "unsafe",
  "begin",
  "transaction",
]);

/** `context.read` and `context.write` open the transactions of a request. */
const REQUEST_OBJECT = /^(context|ctx)$/;
const REQUEST_METHODS: ReadonlySet<string> = new Set(["read", "write"]);

/** What of a file the rule looks at; judged once every transaction callback is known. */
interface Candidates {
  readonly callbacks: Set<FunctionNode>;
  readonly transactions: CallNode[];
  readonly members: MemberNode[];
  readonly destructured: PropertyNode[];
}

/** One forbidden use: where, and what the message calls it. */
interface Finding {
  readonly node: Rule.Node;
  readonly handle: string;
}

/**
 * Inside a function that runs in a transaction only the handle it is given exists. A statement on an outer handle
 * would run on another connection: outside of the transaction, and waiting for ever when the pool is exhausted.
 *
 * What is looked at is one file: a function called from the callback is not followed.
 */
export const onlyTxInsideTransaction: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: { description: "Only the callback's own handle may be used inside a transaction callback." },
    schema: [],
    messages: {
      outerHandle:
        "Inside a transaction callback only `{{tx}}` exists: `{{handle}}` would run outside of the transaction.",
    },
  },
  create(context) {
    const found: Candidates = { callbacks: new Set(), transactions: [], members: [], destructured: [] };
    return {
      CallExpression(node) {
        const callbacks = transactionCallbacks(node, context.sourceCode);
        if (callbacks.length > 0) found.transactions.push(node);
        for (const callback of callbacks) found.callbacks.add(callback);
      },
      MemberExpression(node) {
        if (isHandleMember(node)) found.members.push(node);
      },
      "VariableDeclarator > ObjectPattern > Property"(node: PropertyNode) {
        if (node.key.type === "Identifier" && HANDLE.test(node.key.name)) found.destructured.push(node);
      },
      "Program:exit"() {
        reportAll(context, found);
      },
    };
  },
};

function reportAll(context: Rule.RuleContext, found: Candidates): void {
  const { sourceCode } = context;
  const reported = new Set<Rule.Node>();
  for (const callback of found.callbacks) {
    const outer = outerReferences(callback, sourceCode);
    const findings = [
      ...outerHandles(outer, found.callbacks),
      ...outerMembers(found, callback, outer),
      ...outerDestructuring(found.destructured, callback, outer),
      ...nestedTransactions(found.transactions, callback, outer, sourceCode),
    ];
    for (const { node, handle } of findings) {
      if (reported.has(node)) continue;
      reported.add(node);
      context.report({ node, messageId: "outerHandle", data: { handle, tx: handleOf(callback) ?? "tx" } });
    }
  }
}

function outerHandles(
  references: readonly Scope.Reference[],
  callbacks: ReadonlySet<FunctionNode>,
): readonly Finding[] {
  return references.flatMap((reference) => {
    const node = reference.identifier;
    if (!isNode(node) || isTypeReference(reference)) return [];
    const isHandle =
      (HANDLE.test(node.name) && !isDrizzleTemplateTag(reference)) ||
      isMaybeHandleStatement(node) ||
      isOuterTransaction(reference, callbacks);
    return isHandle ? [{ node, handle: node.name }] : [];
  });
}

function outerMembers(
  found: Candidates,
  callback: FunctionNode,
  outer: readonly Scope.Reference[],
): readonly Finding[] {
  return found.members
    .filter((node) => isWithin(node, callback) && startsOutside(node, outer))
    .map((node) => ({ node, handle: nameOf(node) }));
}

function outerDestructuring(
  properties: readonly PropertyNode[],
  callback: FunctionNode,
  outer: readonly Scope.Reference[],
): readonly Finding[] {
  return properties.flatMap((node) => {
    const declarator = node.parent.parent;
    const isOutside =
      isWithin(node, callback) &&
      declarator?.type === "VariableDeclarator" &&
      startsOutside(declarator.init, outer);
    return isOutside && node.key.type === "Identifier" ? [{ node, handle: node.key.name }] : [];
  });
}

function nestedTransactions(
  calls: readonly CallNode[],
  callback: FunctionNode,
  outer: readonly Scope.Reference[],
  sourceCode: SourceCode,
): readonly Finding[] {
  return calls
    .filter((call) => isWithin(call, callback) && startsOutside(call.callee, outer) && !isHandleItself(call))
    .map((call) => ({ node: call, handle: sourceCode.getText(call.callee) }));
}

/** True when the call is reported already, as a use of the handle it starts from. */
function isHandleItself(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return false;
  const receiver = unwrap(callee.object);
  return (
    isHandleMember(callee) ||
    (receiver.type === "MemberExpression" && isHandleMember(receiver)) ||
    (receiver.type === "Identifier" && (HANDLE.test(receiver.name) || isMaybeHandleStatement(receiver)))
  );
}

function isHandleMember(node: MemberNode): boolean {
  const name = propertyName(node);
  if (name === undefined) return false;
  if (HANDLE.test(name)) return true;
  const receiver = unwrap(node.object);
  return REQUEST_METHODS.has(name) && receiver.type === "Identifier" && REQUEST_OBJECT.test(receiver.name);
}

/** `` client`…` `` and `client.query(…)`, but not `client.id`. */
function isMaybeHandleStatement(node: IdentifierNode): boolean {
  if (!MAYBE_HANDLE.test(node.name)) return false;
  const { parent } = node;
  if (parent.type === "TaggedTemplateExpression") return true;
  return (
    parent.type === "MemberExpression" &&
    parent.object === node &&
    STATEMENT_METHODS.has(propertyName(parent) ?? "")
  );
}

/** The first parameter of an enclosing transaction: a savepoint's own handle is meant. */
function isOuterTransaction(reference: Scope.Reference, callbacks: ReadonlySet<FunctionNode>): boolean {
  const definition = reference.resolved?.defs[0];
  if (definition?.type !== "Parameter") return false;
  const owner = [...callbacks].find((callback) => callback === definition.node);
  return owner !== undefined && handleOf(owner) === reference.identifier.name;
}

/** Drizzle's `sql` builds a fragment and sends nothing. */
function isDrizzleTemplateTag(reference: Scope.Reference): boolean {
  const definition = reference.resolved?.defs[0];
  if (definition?.type !== "ImportBinding") return false;
  return /^drizzle-orm(\/|$)/.test(String(definition.parent.source.value));
}

/** The TypeScript parser's scopes also hold references to types. */
function isTypeReference(reference: Scope.Reference): boolean {
  return "isTypeReference" in reference && reference.isTypeReference === true;
}

function startsOutside(start: unknown, outer: readonly Scope.Reference[]): boolean {
  const root = rootOf(start);
  if (root === undefined) return false;
  return root.type === "ThisExpression" || outer.some(({ identifier }) => identifier === root);
}

function isWithin(node: Rule.Node, callback: FunctionNode): boolean {
  for (let current: Rule.Node | null = node; current !== null; current = current.parent) {
    if (current === callback) return true;
  }
  return false;
}

function handleOf(callback: FunctionNode): string | undefined {
  const [first] = callback.params;
  return first?.type === "Identifier" ? first.name : undefined;
}

function nameOf(node: MemberNode): string {
  const receiver = unwrap(node.object);
  const prefix =
    receiver.type === "ThisExpression" ? "this." : receiver.type === "Identifier" ? `${receiver.name}.` : "";
  return `${prefix}${propertyName(node) ?? ""}`;
}
