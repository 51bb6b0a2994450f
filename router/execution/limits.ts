import { ApolloArmor } from "@escape.tech/graphql-armor";
import type { GraphQLFormattedError, ValidationRule } from "graphql";

/** How large a document may be. */
export interface OperationLimits {
  /** Levels of fields, fragments flattened. */
  readonly maxDepth: number;
  /**
   * Static cost as graphql-armor counts it: 2 per object, 1 per scalar, 1.5 times as much per level, times a literal
   * `first`.
   */
  readonly maxCost: number;
  readonly maxAliases: number;
  /** At most 9: the rule of graphql-armor miscounts from 10 on. */
  readonly maxDirectives: number;
  /** Lexical tokens. */
  readonly maxTokens: number;
}

/** What the clinic's own operations need, with room. */
export const DEFAULT_LIMITS: OperationLimits = {
  maxDepth: 10,
  maxCost: 50_000,
  maxAliases: 15,
  maxDirectives: 9,
  maxTokens: 1_500,
};

/** For the open profile, whose documents are not ours: only what would exhaust the process is refused. */
export const OPEN_LIMITS: OperationLimits = {
  maxDepth: 50,
  maxCost: 10_000_000,
  maxAliases: 200,
  maxDirectives: 9,
  maxTokens: 15_000,
};

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ["limit:depth", "The document nests its fields too deeply."],
  ["limit:cost", "The document asks for too much."],
  ["limit:aliases", "The document has too many aliases."],
  ["limit:directives", "The document has too many directives."],
]);
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[tn] \d+ tokens/;

/**
 * Validation rules for the limits. Token counts are left to the parser (`parseOptions.maxLexicalTokens`): graphql-armor's
 * own guard turns every syntax error into a fault of the server.
 */
export function limitRules(limits: OperationLimits): ValidationRule[] {
  const limit = (name: string) => ({ enabled: true, exposeLimits: false, errorMessage: `limit:${name}` });
  return new ApolloArmor({
    maxDepth: { ...limit("depth"), n: limits.maxDepth, flattenFragments: true },
    costLimit: { ...limit("cost"), maxCost: limits.maxCost },
    maxAliases: { ...limit("aliases"), n: limits.maxAliases, allowList: [] },
    maxDirectives: { ...limit("directives"), n: limits.maxDirectives },
    maxTokens: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect().validationRules;
}

/** The sentence for a client when the error says that a limit was passed; never the limit itself. */
export function limitMessage({ message, extensions }: GraphQLFormattedError): string | undefined {
  if (extensions?.["validationErrorCode"] === "MAX_RECURSIVE_SELECTIONS_EXCEEDED")
    return MESSAGES.get("limit:cost");
  if (TOO_MANY_TOKENS.test(message)) return "The document is too long.";
  return MESSAGES.get(message.replace(/^Syntax Error: /, ""));
}
