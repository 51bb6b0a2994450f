import type { Rule } from "eslint";
import { DEPRECATION_FORM, parseDeprecation } from "#shared/graphql/deprecation.ts";

/**
 * Whoever uses something deprecated is told what to use instead, and until when it is there; routers read it from the reason
 * and tell clients. For files read by the GraphQL parser of `@graphql-eslint/eslint-plugin`.
 */
export const deprecationHasDates: Rule.RuleModule = {
  meta: {
    type: "problem",
    docs: { description: "Reasons of @deprecated name a replacement and two dates." },
    schema: [],
    messages: { form: "Write the reason as: {{form}}" },
  },
  create(context) {
    return {
      'Directive[name.value="deprecated"]'(node: Rule.Node) {
        if (parseDeprecation(reasonOf(node)) === undefined)
          context.report({ node, messageId: "form", data: { form: DEPRECATION_FORM } });
      },
    };
  },
};

function reasonOf(node: object): string {
  const given: unknown = "arguments" in node ? node.arguments : [];
  for (const argument of Array.isArray(given) ? (given as unknown[]) : []) {
    if (typeof argument !== "object" || argument === null || !("value" in argument)) continue;
    const { value } = argument;
    if (typeof value === "object" && value !== null && "value" in value && typeof value.value === "string")
      return value.value;
  }
  return "";
}
