import type { MailText } from "./mail-text.ts";

/** Tells the owner of an account that somebody tried to sign up with its address. */
export const signUpAttempted: MailText = ({ appUrl, requestedAt }) => ({
  subject: "You already have an account",
  text: `Somebody tried to make an account with this e-mail address at ${requestedAt},
and it has one already. Nothing was changed.

If it was you, sign in, or set a new password if you do not know yours:

${appUrl}/forgot-password

If it was not you, do nothing.
`,
});
