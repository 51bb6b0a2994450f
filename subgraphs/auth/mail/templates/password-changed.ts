import type { MailText } from "./mail-text.ts";

/** Tells the owner of an account that its password is another one. */
export const passwordChanged: MailText = ({ appUrl, requestedAt }) => ({
  subject: "Your password was changed",
  text: `The password of your account was changed at ${requestedAt}.

If it was you, there is nothing to do.

If it was not you, set a new password now, and tell your clinic:

${appUrl}/forgot-password
`,
});
