import type { Rule } from "eslint";

const SENTENCE = /^[\p{Lu}\p{N}`"'(].*[.!?]["')`]*$/su;

/**
 * A description in the schema is read on its own, in an explorer or a tooltip: it begins with a capital and ends with
 * a full stop. For files read by the GraphQL parser of `@graphql-eslint/eslint-plugin`.
 */
export const descriptionIsASentence: Rule.RuleModule = {
  meta: {
    type: "suggestion",
    docs: { description: "Descriptions in the schema are full sentences." },
    schema: [],
    messages: { sentence: "Write a full sentence: a capital first, a full stop last." },
  },
  create(context) {
    return {
      ".description[type=StringValue]"(node: Rule.Node) {
        const text = "value" in node && typeof node.value === "string" ? node.value.trim() : "";
        if (!SENTENCE.test(text)) context.report({ node, messageId: "sentence" });
      },
    };
  },
};
