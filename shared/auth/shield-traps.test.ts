import { createRequire } from "node:module";
import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { assertShieldHolds, assertShieldHoldsOnce } from "./shield-traps.ts";
import { createRule, guardSchema, SHIELD_SETTINGS, type RuleTree, type ShieldSettings } from "./shield.ts";

const { allow, not } = createRequire(import.meta.url)("graphql-shield") as typeof import("graphql-shield");

/** The settings of every schema, but for what a trap needs. */
function settings(changed: {
  readonly cache?: ShieldSettings["cache"];
  readonly options?: ShieldSettings["options"];
}): ShieldSettings {
  const { cache = SHIELD_SETTINGS.cache, options } = changed;
  return { cache, options: { ...SHIELD_SETTINGS.options, ...options } };
}

describe("the start", () => {
  it("goes on when shield holds, and tries it once in a process", async () => {
    await expect(assertShieldHolds()).resolves.toBeUndefined();
    expect(assertShieldHoldsOnce()).toBe(assertShieldHoldsOnce());
    await expect(assertShieldHoldsOnce()).resolves.toBeUndefined();
  });

  it("stops when what has no rule is allowed", async () => {
    await expect(assertShieldHolds(settings({ options: { fallbackRule: allow } }))).rejects.toThrow(
      "graphql-shield fails open: unruled was answered, unruled was resolved, hidden.value was resolved, " +
        "a type without rules was answered.",
    );
  });

  it("stops when a fault in a rule, a refusal or no decision is an answer", async () => {
    const fallbackError = (() => "an answer") as unknown as Error;
    await expect(assertShieldHolds(settings({ options: { fallbackError } }))).rejects.toThrow(
      /throwing was answered.*undecided was answered/,
    );
  });

  it("stops when the verdict on one row is kept for the next", async () => {
    await expect(assertShieldHolds(settings({ cache: "contextual" }))).rejects.toThrow(
      "graphql-shield fails open: the verdict on one row was reused.",
    );
  });
});

describe("guardSchema", () => {
  const schemaOf = (sdl = "type Query { a: String, b: String }") => buildSchema(sdl);
  const rule = createRule("a rule", () => true);

  it("puts rules on a schema once", () => {
    const guarded = guardSchema(schemaOf(), { Query: { a: rule, b: allow } });
    expect(() => guardSchema(guarded, { Query: { a: rule, b: allow } })).toThrow(
      "The schema is guarded by shield already.",
    );
  });

  it("refuses a rule that is undefined: it would drop those beside it", () => {
    const tree = { Query: { a: rule, b: undefined } } as unknown as RuleTree;
    expect(() => guardSchema(schemaOf(), tree)).toThrow("The rules of these fields are not plain: Query.b.");
  });

  it("refuses not(): it grants when its rule throws", () => {
    const tree = { Query: { a: not(rule), b: rule } } as unknown as RuleTree;
    expect(() => guardSchema(schemaOf(), tree)).toThrow("The rules of these fields are not plain: Query.a.");
  });

  it.each(["contextual", "strict"] as const)("refuses a rule whose verdict is kept: %s", (cache) => {
    const kept = createRule("kept", () => true, settings({ cache }));
    expect(() => guardSchema(schemaOf(), { Query: { a: kept, b: rule } })).toThrow(
      "The rules of these fields are not plain: Query.a.",
    );
  });

  it("refuses subscriptions, whose source begins before a rule is asked", () => {
    const schema = schemaOf("type Query { a: String } type Subscription { a: String }");
    expect(() => guardSchema(schema, { Query: { a: rule }, Subscription: { a: rule } })).toThrow(
      "Shield does not guard subscriptions.",
    );
  });

  it("refuses a field without a rule", () => {
    expect(() => guardSchema(schemaOf(), { Query: { a: rule } })).toThrow(
      "These fields have no access rule: Query.b.",
    );
  });
});
