import { generateKeyPairSync } from "node:crypto";
import type { Liberties } from "./soft-authenticator.ts";

/** Everything about an assertion that must be right, each wrong by itself, and why it is refused for the audit log. */
export const FORGERIES: readonly (readonly [what: string, liberties: Liberties, reason: string])[] = [
  ["a page of another origin", { origin: "http://evil.example" }, "PASSKEY_NOT_VERIFIED"],
  ["a page of another port", { origin: "http://localhost:3001" }, "PASSKEY_NOT_VERIFIED"],
  ["another domain's passkey", { rpId: "evil.example" }, "PASSKEY_NOT_VERIFIED"],
  ["a page within another's", { isCrossOrigin: true }, "PASSKEY_CHALLENGE_UNKNOWN"],
  ["a user who was not verified", { isUserVerified: false }, "PASSKEY_NOT_VERIFIED"],
  ["a user who was not there", { isUserPresent: false }, "PASSKEY_NOT_VERIFIED"],
  ["a registration", { type: "webauthn.create" }, "PASSKEY_NOT_VERIFIED"],
  [
    "another challenge",
    { challenge: Buffer.alloc(32, 7).toString("base64url") },
    "PASSKEY_CHALLENGE_UNKNOWN",
  ],
  [
    "another key",
    { signsBy: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey },
    "PASSKEY_NOT_VERIFIED",
  ],
  ["an account that is not the passkey's", { userHandle: "AAAAAAAAAAAAAAAAAAAAAA" }, "PASSKEY_UNKNOWN"],
  ["a counter that stands still", { signCount: 1 }, "PASSKEY_COUNTER_WENT_BACK"],
  ["a counter that is gone", { signCount: 0 }, "PASSKEY_COUNTER_WENT_BACK"],
  ["a key that can be copied all at once", { isBackupEligible: true }, "PASSKEY_BACKUP_ELIGIBILITY_CHANGED"],
];

/** One for each that judges: browser, authenticator, key and counter. What each refuses is shown where nobody is known. */
export const FORGERIES_OF_EACH_KIND = FORGERIES.filter(([what]) =>
  [
    "a page of another origin",
    "a user who was not verified",
    "another key",
    "a counter that stands still",
  ].includes(what),
);
