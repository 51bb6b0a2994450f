import type { Purpose } from "../explorer-api.ts";

/** What each purpose means, in the words of the page. */
export const PURPOSE_LABELS: Readonly<Record<Purpose, string>> = {
  TREAT: "Treating a patient",
  HPAYMT: "Billing and payment",
  HOPERAT: "Running the clinic",
  HRESCH: "Research",
  PUBHLTH: "Public health",
  PATRQT: "A patient asked for it",
};
