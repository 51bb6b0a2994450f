import type { Rule, Scope, SourceCode } from "eslint";

/** A call, e.g. `database.transaction(…)`. */
export type CallNode = Extract<Rule.Node, { type: "CallExpression" }>;

/** A function that can be passed to a call. */
export type FunctionNode = Extract<
  Rule.Node,
  { type: "ArrowFunctionExpression" | "FunctionExpression" | "FunctionDeclaration" }
>;

/** Methods that run a function of theirs in a transaction, wherever it stands among the arguments. */
const TRANSACTION_METHODS: ReadonlySet<string> = new Set(["transaction", "begin", "savepoint"]);

/** Only when the function comes first: `stream.write(chunk, callback)` and `fs.read(fd, callback)` are no transactions. */
const REQUEST_METHODS: ReadonlySet<string> = new Set(["read", "write"]);

/** `run` belongs to many things, e.g. AsyncLocalStorage: only these receivers run a transaction. */
const RUN_RECEIVER = /system_?scope|^scope$|^system$|database$|^db$/i;

/** Functions, not methods, that run a transaction. */
const TRANSACTION_FUNCTIONS: ReadonlySet<string> = new Set(["inTransaction", "withTransaction"]);

/** The functions that `call` runs in a transaction: none when the call is not a transaction. */
export function transactionCallbacks(call: CallNode, sourceCode: SourceCode): readonly FunctionNode[] {
  const functions = call.arguments.map((argument) => resolveFunction(argument, sourceCode));
  const present = functions.filter((found) => found !== undefined);
  const callee = unwrap(call.callee);
  if (callee.type === "Identifier") return TRANSACTION_FUNCTIONS.has(callee.name) ? present : [];
  if (callee.type !== "MemberExpression") return [];
  const method = propertyName(callee);
  if (method === undefined) return [];
  if (TRANSACTION_METHODS.has(method)) return present;
  if (REQUEST_METHODS.has(method)) return functions[0] === undefined ? [] : [functions[0]];
  return method === "run" && RUN_RECEIVER.test(receiverName(callee.object)) ? present : [];
}

/** The name a member access reads: `a.b`, `a["b"]` and `a.#b` all read `b`. */
export function propertyName(member: Extract<Rule.Node, { type: "MemberExpression" }>): string | undefined {
  const { property } = member;
  if (property.type === "PrivateIdentifier") return property.name;
  if (!member.computed) return property.type === "Identifier" ? property.name : undefined;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}

/** Where a chain of accesses and calls starts: `a` of `a.b().c`, a `ThisExpression` of `this.a`. */
export function rootOf(start: unknown): Rule.Node | undefined {
  if (!isNode(start)) return undefined;
  const node = unwrap(start);
  if (node.type === "MemberExpression") return rootOf(node.object);
  if (node.type === "CallExpression") return rootOf(node.callee);
  return node;
}

/** References within `scopeOwner` to names that are declared outside of it. */
export function outerReferences(
  scopeOwner: FunctionNode,
  sourceCode: SourceCode,
): readonly Scope.Reference[] {
  return sourceCode.scopeManager.acquire(scopeOwner)?.through ?? [];
}

/** True for anything that looks like a syntax node. */
export function isNode(value: unknown): value is Rule.Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Sees through what changes no value: `(a as B)`, `a!`, `a satisfies B`, `a?.b`, `await a`. */
export function unwrap(start: unknown): Rule.Node {
  if (!isNode(start)) throw new TypeError("Expected a syntax node.");
  const isTransparent = /^(TSAsExpression|TSNonNullExpression|TSSatisfiesExpression|ChainExpression)$/;
  if (isTransparent.test(start.type) && "expression" in start) return unwrap(start.expression);
  return start.type === "AwaitExpression" ? unwrap(start.argument) : start;
}

function receiverName(start: unknown): string {
  const node = unwrap(start);
  if (node.type === "Identifier") return node.name;
  if (node.type === "MemberExpression") return propertyName(node) ?? "";
  if (node.type === "CallExpression" || node.type === "NewExpression") return receiverName(node.callee);
  return "";
}

function resolveFunction(argument: unknown, sourceCode: SourceCode): FunctionNode | undefined {
  const node = unwrap(argument);
  if (isFunction(node)) return node;
  if (node.type !== "Identifier") return undefined;
  const definition = findVariable(node, sourceCode)?.defs[0];
  if (definition?.type === "FunctionName" && isFunction(definition.node)) return definition.node;
  if (definition?.type !== "Variable" || !isNode(definition.node.init)) return undefined;
  const value = unwrap(definition.node.init);
  return isFunction(value) ? value : undefined;
}

function findVariable(
  identifier: Extract<Rule.Node, { type: "Identifier" }>,
  sourceCode: SourceCode,
): Scope.Variable | undefined {
  for (let scope: Scope.Scope | null = sourceCode.getScope(identifier); scope !== null; scope = scope.upper) {
    const variable = scope.set.get(identifier.name);
    if (variable !== undefined) return variable;
  }
  return undefined;
}

function isFunction(node: unknown): node is FunctionNode {
  return (
    isNode(node) &&
    (node.type === "ArrowFunctionExpression" ||
      node.type === "FunctionExpression" ||
      node.type === "FunctionDeclaration")
  );
}
