import { parser } from "@graphql-eslint/eslint-plugin";
import { RuleTester } from "eslint";
import { describe, it } from "vitest";
import { deprecationHasDates } from "./deprecation-has-dates.ts";

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parser } });
const errors = [{ messageId: "form" }];
const withReason = (reason: string): string =>
  `type T { f: Int @deprecated(reason: ${JSON.stringify(reason)}) }`;

tester.run("deprecation-has-dates", deprecationHasDates, {
  valid: [
    {
      name: "both dates and a replacement",
      code: withReason("Since 2026-12-01. Use `T.g`. Ends 2027-06-01."),
    },
    {
      name: "both dates and no replacement",
      code: withReason("Since 2026-12-01. Nothing replaces it. Ends 2027-06-01."),
    },
    { name: "another directive", code: 'type T { f: Int @access(action: "public:read") }' },
  ],
  invalid: [
    { name: "no reason", code: "type T { f: Int @deprecated }", errors },
    { name: "no end", code: withReason("Use `T.g`."), errors },
    { name: "on a value of an enum", code: 'enum E { A @deprecated(reason: "gone") }', errors },
  ],
});
