import type { ESLint } from "eslint";
import { deprecationHasDates } from "./deprecation-has-dates.ts";
import { descriptionIsASentence } from "./description-is-a-sentence.ts";
import { onlyTxInsideTransaction } from "./only-tx-inside-transaction.ts";

/** Our own ESLint rules, under the name `clinic`. Raise the version when a rule changes: the lint cache keys on it. */
export const clinicPlugin: ESLint.Plugin = {
  meta: { name: "clinic", version: "1.1.0" },
  rules: {
    "deprecation-has-dates": deprecationHasDates,
    "description-is-a-sentence": descriptionIsASentence,
    "only-tx-inside-transaction": onlyTxInsideTransaction,
  },
};
