import { buildSchema, graphql, type GraphQLSchema } from "graphql";
import { createRule, SHIELD_SETTINGS, wrapSchema, type RuleTree, type ShieldSettings } from "./shield.ts";

const SDL = `
  type Query { rows: [Row!], hidden: Hidden, unruled: String, throwing: String, refusing: String, undecided: String }
  type Row { value: String }
  type Hidden { value: String }
`;

/** What a client may see of the tiny schema: the rows of its own, and nothing else. */
const VISIBLE = { rows: ["own", null, "own"], hidden: { value: null } };
const DENIED = ["unruled", "throwing", "refusing", "undecided"] as const;

let held: Promise<void> | undefined;

/** Runs {@link assertShieldHolds} the first time it is called in a process. */
export function assertShieldHoldsOnce(): Promise<void> {
  return (held ??= assertShieldHolds());
}

/**
 * Tries graphql-shield, as it is used here, on a tiny schema. It is easily used so that it fails open, and another
 * version may do so by itself: then a process must not start. Asserts that what has no rule is denied, a field of a
 * type with rules as well as of one without; that a rule which throws, refuses or does not decide denies, and keeps the
 * resolver from running; and that the verdict on one row is not reused for the next.
 * @throws Error saying what did not hold
 */
export async function assertShieldHolds(settings: ShieldSettings = SHIELD_SETTINGS): Promise<void> {
  const reached: string[] = [];
  const reach = (name: string) => (): string => {
    reached.push(name);
    return "secret";
  };
  const { data } = await graphql({
    schema: tinySchema(settings),
    source: `{ rows { value } hidden { value } ${DENIED.join(" ")} }`,
    rootValue: {
      rows: ["own", "foreign", "own"].map((value) => ({ value })),
      hidden: { value: reach("hidden.value") },
      ...Object.fromEntries(DENIED.map((name) => [name, reach(name)])),
    },
    contextValue: {},
  });
  const failures = [
    ...DENIED.filter((name) => data?.[name] !== null).map((name) => `${name} was answered`),
    ...reached.map((name) => `${name} was resolved`),
    ...(isSame(data?.["hidden"], VISIBLE.hidden) ? [] : ["a type without rules was answered"]),
    ...(isSame(valuesOf(data?.["rows"]), VISIBLE.rows) ? [] : ["the verdict on one row was reused"]),
  ];
  if (failures.length > 0) throw new Error(`graphql-shield fails open: ${failures.join(", ")}.`);
}

function tinySchema(settings: ShieldSettings): GraphQLSchema {
  const open = createRule("open", () => true, settings);
  const tree: RuleTree = {
    Query: {
      rows: open,
      hidden: open,
      throwing: createRule(
        "throwing",
        () => {
          throw new Error("a fault in a rule");
        },
        settings,
      ),
      refusing: createRule("refusing", () => new Error("no"), settings),
      // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion -- types forbid it; a rule that forgot to answer must deny all the same
      undecided: createRule("undecided", () => undefined as unknown as boolean, settings),
    },
    Row: {
      value: createRule("value", ({ value }: { readonly value: string }) => value === "own", settings),
    },
  };
  return wrapSchema(buildSchema(SDL), tree, settings);
}

function valuesOf(rows: unknown): unknown {
  return Array.isArray(rows) ? rows.map((row: { readonly value?: unknown }) => row.value) : rows;
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
