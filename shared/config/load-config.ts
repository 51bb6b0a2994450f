import { z } from "zod";
import { SECRETS } from "./fields.ts";

/** One thing that is wrong with the environment of a process. */
export interface ConfigProblem {
  /** Name of the variable, or empty when the rule is about several. */
  readonly variable: string;
  readonly kind: "missing" | "malformed" | "weak" | "unknown";
  /** A sentence for the operator; never the value. */
  readonly message: string;
}

/** The environment does not describe a process that could run. The message names every problem. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(service: string, problems: readonly ConfigProblem[]) {
    const count = problems.length === 1 ? "1 problem" : `${String(problems.length)} problems`;
    const lines = problems.map((problem) => `  - ${problem.message}`);
    super(`The configuration of "${service}" has ${count}:\n${lines.join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** What {@link loadConfig} needs beside schema and environment. */
export interface LoadConfigOptions {
  /** Name of the process, for the message. */
  readonly service: string;
  /** Variables with our prefix that other processes sharing this environment read. */
  readonly knownElsewhere?: readonly string[];
}

/** Variables with this prefix are ours, so that one that no schema knows is a mistake. */
const PREFIX = "CLINIC_";

/**
 * Reads `schema`, an object of the fields of `fields.ts` by variable name, from `env`. An empty variable counts as
 * missing. The result is frozen.
 * @throws ConfigError naming every variable that is missing, malformed, in production too weak a secret, or unknown though
 *   it begins with `CLINIC_`
 */
export function loadConfig<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  env: Readonly<Record<string, string | undefined>>,
  options: LoadConfigOptions,
): Readonly<z.output<z.ZodObject<Shape>>> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const names = Object.keys(schema.shape);
  const picked = Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)));
  const parsed = schema.safeParse(picked);
  const problems = [
    ...(parsed.success ? [] : describeIssues(parsed.error, schema, picked)),
    ...(given["NODE_ENV"] === "production" ? findWeak(schema, picked) : []),
    ...findUnknown(Object.keys(given), [...names, ...(options.knownElsewhere ?? [])]),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(options.service, problems);
  return Object.freeze(parsed.data);
}

function describeIssues(
  error: z.ZodError,
  schema: z.ZodObject,
  given: Readonly<Record<string, string | undefined>>,
): ConfigProblem[] {
  const rulesByVariable = Map.groupBy(error.issues, (issue) => String(issue.path[0] ?? ""));
  return [...rulesByVariable].map(([variable, issues]): ConfigProblem => {
    const rules = [...new Set(issues.map((issue) => issue.message))].join("; ");
    if (variable === "") return { variable, kind: "malformed", message: rules };
    const example = exampleOf(schema.shape[variable]);
    const hint = example === undefined ? "." : `. Example: ${variable}=${example}`;
    return Object.hasOwn(given, variable)
      ? { variable, kind: "malformed", message: `${variable} is malformed: ${rules}${hint}` }
      : { variable, kind: "missing", message: `${variable} is missing${hint}` };
  });
}

function findWeak(schema: z.ZodObject, given: Readonly<Record<string, string | undefined>>): ConfigProblem[] {
  return Object.entries(given).flatMap(([variable, text]): ConfigProblem[] => {
    const secret = layersOf(schema.shape[variable])
      .map((field) => SECRETS.get(field))
      .find(Boolean);
    const rule = text === undefined ? undefined : secret?.weakness(text);
    if (rule === undefined) return [];
    return [{ variable, kind: "weak", message: `${variable} is too weak for production: it ${rule}.` }];
  });
}

/** The example in the metadata of a field, looking through `optional()`, `default()` and their like. */
function exampleOf(field: unknown): string | undefined {
  return layersOf(field)
    .map((layer) => layer.meta()?.["example"])
    .find((example) => typeof example === "string");
}

/** The field and what it wraps. */
function layersOf(field: unknown): z.ZodType[] {
  if (!(field instanceof z.ZodType)) return [];
  if (!("unwrap" in field) || typeof field.unwrap !== "function") return [field];
  return [field, ...layersOf(Reflect.apply(field.unwrap, field, []))];
}

function findUnknown(given: readonly string[], known: readonly string[]): ConfigProblem[] {
  return given
    .filter((name) => name.startsWith(PREFIX) && !known.includes(name))
    .map((variable) => {
      const nearest = nearestName(variable, known);
      const hint = nearest === undefined ? "" : ` Did you mean ${nearest}?`;
      return { variable, kind: "unknown", message: `${variable} is not known.${hint}` };
    });
}

/** The known name nearest to `name`, unless more than a third of it would have to change. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((left, right) => left.distance - right.distance);
  const [nearest] = ranked;
  const meaningful = name.length - PREFIX.length;
  return nearest !== undefined && nearest.distance <= Math.max(2, meaningful / 3)
    ? nearest.candidate
    : undefined;
}

/** Insertions, deletions and replacements that make `right` of `left` (V. I. Levenshtein, 1966). */
function editDistance(left: string, right: string): number {
  let above = Array.from(right, (_, column) => column + 1);
  let distance = right.length;
  for (const [row, character] of Array.from(left).entries()) {
    let diagonal = row;
    distance = row + 1;
    const current: number[] = [];
    for (const [column, upper] of above.entries()) {
      const replaced = diagonal + (right.charAt(column) === character ? 0 : 1);
      distance = Math.min(replaced, upper + 1, distance + 1);
      current.push(distance);
      diagonal = upper;
    }
    above = current;
  }
  return distance;
}
