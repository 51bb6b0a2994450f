import type { MailText } from "./mail-text.ts";

/** Tells the owner of an account that what it asks for beside the password is something else. */
export const secondFactorChanged: MailText = ({ appUrl, requestedAt }) => ({
  subject: "The second factor of your account was changed",
  text: `What your account asks for beside the password was changed
at ${requestedAt}: an authenticator app, a passkey or recovery codes.

If it was you, there is nothing to do.

If it was not you, set a new password now, and tell your clinic:

${appUrl}/forgot-password
`,
});
