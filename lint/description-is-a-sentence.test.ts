import { parser } from "@graphql-eslint/eslint-plugin";
import { RuleTester } from "eslint";
import { describe, it } from "vitest";
import { descriptionIsASentence } from "./description-is-a-sentence.ts";

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parser } });
const errors = [{ messageId: "sentence" }];

tester.run("description-is-a-sentence", descriptionIsASentence, {
  valid: [
    { name: "a sentence", code: '"A clinic."\nscalar Clinic' },
    { name: "several lines", code: '"""\nA clinic,\nor two?\n"""\nscalar Clinic' },
    { name: "code first, a bracket last", code: '"`id` is a UUID (RFC 9562.)"\nscalar Clinic' },
    {
      name: "a string that is no description",
      code: 'extend type Query @deprecated(reason: "gone") { _: Int }',
    },
  ],
  invalid: [
    { name: "no full stop", code: '"A clinic"\nscalar Clinic', errors },
    { name: "no capital", code: '"a clinic."\nscalar Clinic', errors },
    { name: "nothing", code: '""\nscalar Clinic', errors },
    {
      name: "a field, an argument and an enum value",
      code: 'type Query { "a" a("b" b: Int): Int }\nenum E { "c" C }',
      errors: [...errors, ...errors, ...errors],
    },
  ],
});
