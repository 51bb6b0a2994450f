import type { MailText } from "./mail-text.ts";

/** The link with which somebody shows that the address is theirs. */
export const emailVerification: MailText = ({ appUrl, token, expiresAt }) => ({
  subject: "Confirm your e-mail address",
  text: `An account was made with this e-mail address.

Open this link to confirm that the address is yours:

${appUrl}/verify-email#token=${token}

The link can be used once, until ${expiresAt}. If you asked for several, only the
newest works.

If you made no account, do nothing.
`,
});
