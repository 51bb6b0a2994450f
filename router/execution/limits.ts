import { ApolloArmor } from "@escape.tech/graphql-armor";
import type { GraphQLFormattedError, ValidationRule } from "graphql";
import { AppError } from "#shared/errors/app-error.ts";

/** How large a document may be. */
export interface OperationLimits {
  /** Levels of fields, fragments flattened. */
  readonly maxDepth: number;
  /** See `operationCost`: 5 per object, 1 per leaf, times the lengths of the lists above. */
  readonly maxCost: number;
  readonly maxAliases: number;
  /** At most 9: the rule of graphql-armor miscounts from 10 on. */
  readonly maxDirectives: number;
  /** Lexical tokens. */
  readonly maxTokens: number;
}

/**
 * What the clinic's own operations need, with room. `maxCost`: a page of 100 appointments with clinic, service, room,
 * practitioner and patient costs about 6,000, and 100 appointments of each of 100 patients at least 60,000, being
 * 10,000 objects with one leaf each.
 */
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
  maxCost: 1_000_000_000,
  maxAliases: 2_000,
  maxDirectives: 500,
  maxTokens: 100_000,
};

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ["limit:depth", "The document nests its fields too deeply."],
  ["limit:aliases", "The document has too many aliases."],
  ["limit:directives", "The document has too many directives."],
]);
const TOO_MUCH = "The document asks for too much.";
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[tn] \d+ tokens/;

/**
 * Validation rules for depth, aliases and directives. Cost is judged per request (`assertAffordable`), since
 * graphql-armor counts a literal `first` only and no variable. Token counts are left to the parser
 * (`parseOptions.maxLexicalTokens`): graphql-armor's own guard turns every syntax error into a fault of the server.
 */
export function limitRules(limits: OperationLimits): ValidationRule[] {
  const limit = (name: string) => ({ enabled: true, exposeLimits: false, errorMessage: `limit:${name}` });
  return new ApolloArmor({
    maxDepth: { ...limit("depth"), n: limits.maxDepth, flattenFragments: true },
    costLimit: { enabled: false },
    maxAliases: { ...limit("aliases"), n: limits.maxAliases, allowList: [] },
    maxDirectives: { ...limit("directives"), n: limits.maxDirectives },
    maxTokens: { enabled: false },
    blockFieldSuggestion: { enabled: false },
  }).protect().validationRules;
}

/**
 * Refuses an operation that could ask for more than `maxCost`.
 * @param cost see `operationCost`
 * @throws AppError `COST_LIMIT_EXCEEDED`, never naming the limit
 */
export function assertAffordable(cost: number, { maxCost }: Pick<OperationLimits, "maxCost">): void {
  if (cost > maxCost) throw new AppError("COST_LIMIT_EXCEEDED", TOO_MUCH);
}

/** The sentence for a client when the error says that a limit was passed; never the limit itself. */
export function limitMessage({ message, extensions }: GraphQLFormattedError): string | undefined {
  if (extensions?.["validationErrorCode"] === "MAX_RECURSIVE_SELECTIONS_EXCEEDED") return TOO_MUCH;
  if (TOO_MANY_TOKENS.test(message)) return "The document is too long.";
  return MESSAGES.get(message.replace(/^Syntax Error: /, ""));
}
