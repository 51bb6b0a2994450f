import type { MailText } from "./mail-text.ts";

/** The link with which somebody sets a forgotten password anew. */
export const passwordReset: MailText = ({ appUrl, token, expiresAt }) => ({
  subject: "Reset your password",
  text: `Somebody, probably you, asked to set a new password for your account.

Open this link and choose one:

${appUrl}/reset-password#token=${token}

The link can be used once, until ${expiresAt}. If you asked for several, only the
newest works.

If it was not you, do nothing: your password stays as it is.
`,
});
